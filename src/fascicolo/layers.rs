//! Layers, which a reader can show and hide (optional content, ISO 32000-1 8.11): those of all the parts,
//! each shown or hidden at the opening as in its part.

use std::collections::BTreeSet;

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

use super::objects::{array_under, dictionary_under, resolved, text_string};
use super::part::Part;

/// The layers of a dossier while the parts' are taken into it.
#[derive(Default)]
pub(crate) struct Layers {
    groups: Vec<Object>,
    hidden: Vec<Object>,
    order: Vec<Object>,
    alternatives: Vec<Object>,
    locked: Vec<Object>,
    automatic: Vec<Object>,
}

impl Layers {
    /// Takes the layers of a part. The state that its configuration gives to layers not listed
    /// (`/BaseState`) is written for each of them, since in the dossier it would hold for the other
    /// parts' layers too.
    pub(crate) fn take(&mut self, part: &Part) {
        let document = &part.document;
        let Some(properties) = part
            .catalog()
            .and_then(|catalog| dictionary_under(document, catalog, b"OCProperties"))
        else {
            return;
        };
        let groups = array_under(document, properties, b"OCGs").unwrap_or_default();
        let nothing = Dictionary::new();
        let configuration = dictionary_under(document, properties, b"D").unwrap_or(&nothing);
        let list = |key: &[u8]| array_under(document, configuration, key).unwrap_or_default();
        let hidden = hidden_layers(document, configuration, groups);
        self.hidden
            .extend(hidden.into_iter().map(Object::Reference));
        self.groups.extend_from_slice(groups);
        let order = list(b"Order");
        let order = if order.is_empty() { groups } else { order };
        self.order.extend_from_slice(order);
        self.alternatives.extend_from_slice(list(b"RBGroups"));
        self.locked.extend_from_slice(list(b"Locked"));
        self.automatic.extend_from_slice(list(b"AS"));
    }

    /// Writes the layers, if there are any.
    pub(crate) fn write(self, document: &mut Document) -> Option<ObjectId> {
        if self.groups.is_empty() {
            return None;
        }
        // PDF/A wants a configuration to have a name, and its order to list every layer (ISO 19005-2
        // 6.9).
        let mut configuration =
            dictionary! { "Name" => text_string("Fascicolo"), "Order" => self.order };
        for (key, list) in [
            ("OFF", self.hidden),
            ("RBGroups", self.alternatives),
            ("Locked", self.locked),
            ("AS", self.automatic),
        ] {
            if !list.is_empty() {
                configuration.set(key, list);
            }
        }
        Some(document.add_object(dictionary! { "OCGs" => self.groups, "D" => configuration }))
    }
}

/// The layers that are hidden when a document is opened (8.11.4.3). A base state of `/Unchanged` leaves
/// them shown, as layers are by default.
fn hidden_layers(
    document: &Document,
    configuration: &Dictionary,
    groups: &[Object],
) -> Vec<ObjectId> {
    let listed = |key: &[u8]| -> BTreeSet<ObjectId> {
        let list = array_under(document, configuration, key).unwrap_or_default();
        list.iter()
            .filter_map(|layer| layer.as_reference().ok())
            .collect()
    };
    let (on, off) = (listed(b"ON"), listed(b"OFF"));
    let base_state = configuration.get(b"BaseState").ok();
    let base_state =
        base_state.and_then(|base_state| resolved(document, base_state)?.as_name().ok());
    let groups = groups.iter().filter_map(|group| group.as_reference().ok());
    groups
        .filter(|group| match base_state {
            Some(b"OFF") => !on.contains(group) || off.contains(group),
            _ => off.contains(group),
        })
        .collect()
}
