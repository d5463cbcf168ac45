//! A plan to fill in: the missions of the chambers, one example objective, every field explained.

use minijinja::{AutoEscape, Environment, context};

use crate::piano::Anno;

/// The commented plan.
const TEMPLATE: &str = include_str!("../templates/nuovo.yaml.j2");

/// Writes a new plan for an ente and a year.
pub fn new_plan(ente: &str, anno: Anno) -> String {
    let number = u16::from(anno);
    let mut ambiente = Environment::new();
    ambiente.set_auto_escape_callback(|_| AutoEscape::None);
    ambiente
        .render_str(
            TEMPLATE,
            context! {
                ente => serde_json::Value::from(ente).to_string(),
                anno => number,
                anno_prima => number - 1,
                anno_dopo => number + 1,
                anno_ultimo => number + 2,
            },
        )
        .expect("the built-in plan renders")
        // minijinja drops the last line end, after which an editor goes on writing.
        + "\n"
}
