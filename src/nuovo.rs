//! A plan to fill in: the missions of the chambers, one example objective, every field explained.

use minijinja::{AutoEscape, Environment, context};

use crate::piano::Anno;

/// The commented plan.
const TEMPLATE: &str = include_str!("../templates/nuovo.yaml.j2");

/// Writes a new plan for an ente and a year.
pub fn new_plan(ente: &str, anno: Anno) -> String {
    let year = u16::from(anno);
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|_| AutoEscape::None);
    environment
        .render_str(
            TEMPLATE,
            context! {
                ente => serde_json::Value::from(ente).to_string(),
                anno => year,
                anno_prima => year - 1,
                anno_dopo => year + 1,
                anno_ultimo => year + 2,
            },
        )
        .expect("the built-in plan renders")
        // minijinja drops the last line end, after which an editor goes on writing.
        + "\n"
}
