//! The targets of the actions that open a file embedded in their own document (`GoToE`, ISO 32000-1
//! 12.6.4.4).

use std::collections::BTreeSet;

use lopdf::{Dictionary, Object};

use super::part::Part;

/// Calls a function with each target that leads to a file embedded in a part. Left alone are the targets
/// nested in another, which belong to the embedded file, and those of an action with `/F`, which belong
/// to a file outside.
pub(crate) fn for_each_target(part: &mut Part, change: &mut dyn FnMut(&mut Dictionary)) {
    let mut apart = BTreeSet::new();
    part.for_each_dictionary(&mut |action| {
        let kind = action.get(b"S").and_then(Object::as_name);
        if kind.is_ok_and(|kind| kind == b"GoToE") && !action.has(b"F") {
            match action.get_mut(b"T") {
                Ok(Object::Dictionary(target)) => visit_child(target, change),
                Ok(Object::Reference(id)) => drop(apart.insert(*id)),
                _ => {}
            }
        }
    });
    for id in apart {
        if let Ok(target) = part.document.get_dictionary_mut(id) {
            visit_child(target, change);
        }
    }
}

fn visit_child(target: &mut Dictionary, change: &mut dyn FnMut(&mut Dictionary)) {
    let relation = target.get(b"R").and_then(Object::as_name);
    if relation.is_ok_and(|relation| relation == b"C") {
        change(target);
    }
}
