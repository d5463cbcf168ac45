//! Changes within a field.

use super::super::action::Action;
use super::super::variazione::Modifica;
use super::meaning::{self, MeaningChange};
use super::same_values::{have_same_text, say_the_same};
use super::{Application, MUST_CHANGE_SOMETHING, Outcome};
use crate::lettura::{Node, NodeKind};
use crate::piano::{Described, Element, Piano};
use crate::rilievi::{Rilievo, closest_name};

/// How alike two keys must be for one to be suggested for the other.
const SIMILARITY_THRESHOLD: f64 = 0.8;

impl Application<'_> {
    pub(super) fn change_field(
        &mut self,
        action: Action,
        modifica: &Modifica,
        node: Node,
        element: Option<&Element<Node>>,
    ) -> Outcome<()> {
        let field = modifica.campo.as_deref().unwrap_or_default();
        if modifica.capoverso.is_some() || action == Action::AddParagraph {
            let (group, last) = self.group_of_field(field, element, node)?;
            let current = self.tree.find_key(group, last).map(|(_, value)| value);
            return self.change_paragraph(modifica, node, group, last, current);
        }
        self.check_expected_value(modifica, node, element)?;
        if action == Action::Set {
            self.set_field(modifica, node, element)
        } else {
            self.remove_field(modifica, node, element)
        }
    }

    fn set_field(
        &mut self,
        modifica: &Modifica,
        node: Node,
        element: Option<&Element<Node>>,
    ) -> Outcome<()> {
        let field = modifica.campo.as_deref().unwrap_or_default();
        let element_node = self.node_or_root(element);
        let (_, fresh) = self.modifica_key(node, "a")?;
        let (path, last) = field.rsplit_once('.').unwrap_or(("", field));
        self.check_path(path, element_node, node)?;
        let current = self.current_value(field, element_node);
        if self.says_the_same(element, field, current, fresh) {
            return Err(Box::new(
                Rilievo::error("la modifica non cambia niente: il piano ha già questo valore")
                    .at(self.parsed.location_of_key(node, "a"))
                    .with_regola(MUST_CHANGE_SOMETHING)
                    .with_rimedio("correggere il valore, o togliere la modifica"),
            ));
        }
        if let Some(current) = current {
            self.forget(current);
        }
        let added = self.entries_within(fresh);
        self.effect.added.extend(added);
        let group = self.group_or_new(path, element_node, node)?;
        let (_, written) = self.modifica_key(node, "campo")?;
        let key = self.tree.new_key(last, written);
        self.tree.set_key(group, key, fresh);
        Ok(())
    }

    fn remove_field(
        &mut self,
        modifica: &Modifica,
        node: Node,
        element: Option<&Element<Node>>,
    ) -> Outcome<()> {
        let field = modifica.campo.as_deref().unwrap_or_default();
        let location = self.parsed.location_of_key(node, "campo");
        let (group, last) = self.group_of_field(field, element, node)?;
        let Some((_, current)) = self.tree.find_key(group, last) else {
            return Err(self.missing_field(field, element, group, node));
        };
        match meaning::change_in_meaning(self.tree, element, field, None) {
            MeaningChange::None => Err(Box::new(
                Rilievo::error(format!(
                    "la modifica non cambia niente: senza “{field}” il piano dice lo stesso"
                ))
                .at(location)
                .with_regola(MUST_CHANGE_SOMETHING)
                .with_rimedio("togliere la modifica"),
            )),
            MeaningChange::Breaking => Err(Box::new(
                Rilievo::error(format!(
                    "“{field}” non si può sopprimere: il piano ne ha bisogno"
                ))
                .at(location)
                .with_regola("una chiave obbligatoria si cambia, o si sopprime ciò che la contiene")
                .with_rimedio("scrivere il valore nuovo con “a”, o togliere la modifica"),
            )),
            MeaningChange::Real | MeaningChange::Unreadable => {
                self.forget(current);
                self.tree.remove_key(group, last);
                Ok(())
            }
        }
    }

    /// Whether a field with another value says what it says now.
    fn says_the_same(
        &self,
        element: Option<&Element<Node>>,
        field: &str,
        current: Option<Node>,
        other: Node,
    ) -> bool {
        match meaning::change_in_meaning(self.tree, element, field, Some(other)) {
            MeaningChange::None => true,
            MeaningChange::Real => false,
            // What cannot be read is told later; here the words are what there is to compare.
            MeaningChange::Breaking | MeaningChange::Unreadable => {
                let kind = element.map_or(Piano::KIND, |element| element.kind.description());
                let kind = kind.find(field.split('.')).map(|found| found.kind);
                current.is_some_and(|current| say_the_same(self.tree, current, other, kind))
            }
        }
    }

    /// The value of a field, if the plan writes it.
    fn current_value(&self, field: &str, element_node: Node) -> Option<Node> {
        field.split('.').try_fold(element_node, |node, step| {
            self.tree.find_key(node, step).map(|(_, value)| value)
        })
    }

    /// Refuses a path through a value that has no keys.
    fn check_path(&self, path: &str, element_node: Node, node: Node) -> Outcome<()> {
        let mut group = element_node;
        for step in path.split('.').filter(|step| !step.is_empty()) {
            let Some((_, value)) = self.tree.find_key(group, step) else {
                return Ok(());
            };
            if !matches!(self.tree.kind(value), NodeKind::Group(_)) {
                return Err(Box::new(
                    Rilievo::error(format!("“{step}” non contiene altre chiavi"))
                        .at(self.parsed.location_of_key(node, "campo"))
                        .with_other_location(self.tree.location(value), "qui il suo valore")
                        .with_regola("un campo dentro un altro si scrive con il punto: risultati_attesi.2021")
                        .with_rimedio(format!("cambiare “{step}” per intero")),
                ));
            }
            group = value;
        }
        Ok(())
    }

    /// The group that holds a field, and its last key.
    fn group_of_field<'c>(
        &self,
        field: &'c str,
        element: Option<&Element<Node>>,
        node: Node,
    ) -> Outcome<(Node, &'c str)> {
        let element_node = self.node_or_root(element);
        let (path, last) = field.rsplit_once('.').unwrap_or(("", field));
        self.check_path(path, element_node, node)?;
        let mut group = element_node;
        for step in path.split('.').filter(|step| !step.is_empty()) {
            group = match self.tree.find_key(group, step) {
                Some((_, value)) => value,
                None => return Err(self.missing_field(field, element, group, node)),
            };
        }
        Ok((group, last))
    }

    /// The group at the end of a path; missing ones are made, and have their place in the amendment.
    fn group_or_new(&mut self, path: &str, element_node: Node, node: Node) -> Outcome<Node> {
        let (_, written) = self.modifica_key(node, "campo")?;
        let mut group = element_node;
        for step in path.split('.').filter(|step| !step.is_empty()) {
            group = match self.tree.find_key(group, step) {
                Some((_, value)) => value,
                None => {
                    let new = self.tree.new_group(written);
                    let key = self.tree.new_key(step, written);
                    self.tree.set_key(group, key, new);
                    new
                }
            };
        }
        Ok(group)
    }

    /// A finding for a field that the plan does not write; for one that it cannot have, with the key
    /// most like it.
    fn missing_field(
        &self,
        field: &str,
        element: Option<&Element<Node>>,
        group: Node,
        node: Node,
    ) -> Box<Rilievo> {
        let rilievo = Rilievo::error(format!("il piano non ha “{field}” qui"))
            .at(self.parsed.location_of_key(node, "campo"))
            .with_regola(MUST_CHANGE_SOMETHING);
        // Tries the key with an arbitrary text, to see whether the element may have such a key at all.
        let trial = self.tree.find_key(node + self.node_offset, "campo");
        let trial = trial.map(|(_, written)| written);
        let (NodeKind::Group(keys), MeaningChange::Breaking) = (
            self.tree.kind(group),
            meaning::change_in_meaning(self.tree, element, field, trial),
        ) else {
            return Box::new(rilievo);
        };
        let known: Vec<&str> = keys
            .iter()
            .filter_map(|(key, _)| self.tree.text(*key))
            .collect();
        let last = field.rsplit('.').next().unwrap_or(field);
        let closest = closest_name(last, &known);
        Box::new(
            match closest.filter(|s| strsim::jaro_winkler(s, last) >= SIMILARITY_THRESHOLD) {
                Some(closest) => {
                    rilievo.with_rimedio(format!("forse si voleva scrivere “{closest}”"))
                }
                None => rilievo,
            },
        )
    }

    /// Refuses a change whose `da` is not what the plan says.
    fn check_expected_value(
        &self,
        modifica: &Modifica,
        node: Node,
        element: Option<&Element<Node>>,
    ) -> Outcome<()> {
        if modifica.da.is_none() {
            return Ok(());
        }
        let field = modifica.campo.as_deref().unwrap_or_default();
        let (_, expected) = self.modifica_key(node, "da")?;
        let current = self.current_value(field, self.node_or_root(element));
        if current.is_some_and(|current| have_same_text(self.tree, current, expected))
            || self.says_the_same(element, field, current, expected)
        {
            return Ok(());
        }
        let rilievo = match current {
            Some(current) => Rilievo::error(format!(
                "il piano non ha il valore che la modifica si aspetta in “{field}”"
            ))
            .with_other_location(self.tree.location(current), "il piano ha questo"),
            None => Rilievo::error(format!("il piano non ha “{field}” qui")),
        };
        Err(Box::new(
            rilievo
                .at(self.parsed.location_of_key(node, "da"))
                .with_regola("“da” è il valore che la modifica si aspetta di trovare: se è un altro, chi l'ha scritta guardava un altro piano")
                .with_rimedio("correggere “da” dopo aver controllato la modifica, o togliere la riga"),
        ))
    }
}
