//! What is added, suppressed or moved, and where it goes.

use super::super::action::addition_key;
use super::super::variazione::Modifica;
use super::{Application, MUST_CHANGE_SOMETHING, Outcome, unknown_name};
use crate::lettura::{Node, NodeKind};
use crate::piano::{Element, ElementIndex, ElementKind};
use crate::rilievi::Rilievo;

const NAMED_IN_THE_SAME_LIST: &str = "“dopo” e “prima” nominano ciò che sta nello stesso elenco";

const NAMED_AS_NEW_CONTAINER: &str = "“sposta_in” nomina ciò che accoglie quanto si sposta: il programma per un obiettivo, l'obiettivo per un indicatore, la missione per un programma";

impl Application<'_> {
    pub(super) fn add(
        &mut self,
        kind: ElementKind,
        modifica: &Modifica,
        node: Node,
        element: Option<&Element<Node>>,
    ) -> Outcome<Node> {
        if element.map(|element| element.kind) != kind.container() {
            let words = match kind.container() {
                Some(container) => format!(
                    "si aggiunge a {}: la chiave “{}” ne dice il codice",
                    noun_with_article(container),
                    container.noun()
                ),
                None => "si aggiunge al piano, senza nominare altro".to_owned(),
            };
            return Err(Box::new(
                Rilievo::error(format!(
                    "“{}” non dice a che cosa si aggiunge",
                    addition_key(kind)
                ))
                .at(self.parsed.location_of_key(node, addition_key(kind)))
                .with_regola(words),
            ));
        }
        let container = element.map_or(self.tree.root(), |element| element.node);
        let (_, fresh) = self.modifica_key(node, addition_key(kind))?;
        let list = self.list_or_new(kind, container, fresh, node)?;
        let place = self.place_in_list(kind, modifica, node, list)?;
        let place = place.unwrap_or(self.tree.entries(list).len());
        self.tree.insert_entry(list, place, fresh);
        let within = self.entries_within(fresh);
        self.effect.added.push(fresh);
        self.effect.added.extend(within);
        Ok(fresh)
    }

    /// The list where elements of a kind stand in what holds them; made when there is none.
    pub(super) fn list_or_new(
        &mut self,
        element_kind: ElementKind,
        container: Node,
        fresh: Node,
        node: Node,
    ) -> Outcome<Node> {
        let (last, path) = element_kind
            .list_keys()
            .split_last()
            .expect("a list is under a key");
        let mut group = container;
        for step in path {
            group = match self.tree.find_key(group, step) {
                Some((_, value)) => value,
                None => {
                    let created = self.tree.new_group(fresh);
                    let key = self.tree.new_key(step, fresh);
                    self.tree.set_key(group, key, created);
                    created
                }
            };
        }
        match self.tree.find_key(group, last) {
            Some((_, list)) if matches!(self.tree.kind(list), NodeKind::List(_)) => Ok(list),
            Some((_, other)) => Err(Box::new(
                Rilievo::error(format!("“{last}” non è un elenco a cui aggiungere"))
                    .at(self
                        .parsed
                        .location_of_key(node, addition_key(element_kind)))
                    .with_other_location(self.tree.location(other), "qui il suo valore")
                    .with_rimedio(format!("cambiare “{last}” per intero, con “campo” e “a”")),
            )),
            None => {
                let created = self.tree.new_list(fresh);
                let key = self.tree.new_key(last, fresh);
                self.tree.set_key(group, key, created);
                Ok(created)
            }
        }
    }

    /// The place in a list that `dopo` or `prima` says.
    pub(super) fn place_in_list(
        &self,
        kind: ElementKind,
        modifica: &Modifica,
        node: Node,
        list: Node,
    ) -> Outcome<Option<usize>> {
        let (key, name, offset) = match (&modifica.dopo, &modifica.prima) {
            (Some(name), _) => ("dopo", name, 1),
            (_, Some(name)) => ("prima", name, 0),
            _ => return Ok(None),
        };
        let names: Vec<&str> = self
            .tree
            .entries(list)
            .iter()
            .map(|entry| {
                let identity = self.tree.find_key(*entry, kind.identity_key());
                identity
                    .and_then(|(_, value)| self.tree.text(value))
                    .unwrap_or_default()
            })
            .collect();
        // A name that no entry has any longer is the one it had before the amendment.
        let had_name_before = |entry: &Node| {
            let element = self.elements.at_node(*entry);
            element.is_some_and(|element| element.kind == kind && element.identity == **name)
        };
        let found = names.iter().position(|other| *other == &**name);
        match found.or_else(|| self.tree.entries(list).iter().position(had_name_before)) {
            Some(place) => Ok(Some(place + offset)),
            None => Err(Box::new(
                unknown_name(kind, name, names.into_iter(), NAMED_IN_THE_SAME_LIST)
                    .at(self.parsed.location_of_key(node, key)),
            )),
        }
    }

    pub(super) fn suppress(
        &mut self,
        node: Node,
        element: Option<&Element<Node>>,
    ) -> Outcome<Node> {
        let Some(element) = element else {
            return Err(self.without_target(node, "sopprimi", "che cosa sopprimere"));
        };
        let list = self.current_list(element);
        self.tree.remove_entry(list, element.node);
        self.removed.insert(element.node);
        self.effect.removed.push(element.node);
        self.forget(element.node);
        Ok(element.node)
    }

    pub(super) fn move_element(
        &mut self,
        modifica: &Modifica,
        node: Node,
        element: Option<&Element<Node>>,
    ) -> Outcome<Node> {
        let key = ["sposta_in", "dopo", "prima"]
            .into_iter()
            .find(|key| self.parsed.tree.find_key(node, key).is_some())
            .unwrap_or_default();
        let Some(element) = element else {
            return Err(self.without_target(node, key, "che cosa spostare"));
        };
        let old_list = self.current_list(element);
        let new_list = match &modifica.sposta_in {
            Some(name) => self.destination_list(element, name, node)?,
            None => old_list,
        };
        let before = self.tree.entries(old_list).to_vec();
        self.tree.remove_entry(old_list, element.node);
        let place = match self.place_in_list(element.kind, modifica, node, new_list) {
            Ok(place) => place,
            Err(rilievo) => {
                let place = before.iter().position(|entry| *entry == element.node);
                self.tree
                    .insert_entry(old_list, place.unwrap_or_default(), element.node);
                return Err(rilievo);
            }
        };
        let place = place.unwrap_or(self.tree.entries(new_list).len());
        self.tree.insert_entry(new_list, place, element.node);
        if old_list == new_list && self.tree.entries(new_list) == before {
            return Err(Box::new(
                Rilievo::error("la modifica non sposta niente: il posto è già questo")
                    .at(self.parsed.location_of_key(node, key))
                    .with_regola(MUST_CHANGE_SOMETHING)
                    .with_rimedio("correggere il posto, o togliere la modifica"),
            ));
        }
        Ok(element.node)
    }

    /// The list, in the element of that name, where an element moves to.
    pub(super) fn destination_list(
        &mut self,
        element: &Element<Node>,
        name: &str,
        node: Node,
    ) -> Outcome<Node> {
        let location = self.parsed.location_of_key(node, "sposta_in");
        let container = element.kind.container().filter(|_| element.kind.has_code());
        let Some(container) = container else {
            return Err(Box::new(
                Rilievo::error(format!("{} non si sposta altrove", element.kind.noun()))
                    .at(location)
                    .with_regola("si spostano in altro luogo i programmi, gli obiettivi e gli indicatori; il resto cambia posto con “dopo” e “prima”"),
            ));
        };
        let current = ElementIndex::new(&*self.tree);
        // A name that no element has any longer is the one it had before the amendment.
        let had_name_before = || {
            self.elements
                .with_name(container, name, None)
                .first()
                .copied()
        };
        let found = current.with_name(container, name, None).first().copied();
        let found = found
            .or_else(|| had_name_before().filter(|element| !self.removed.contains(&element.node)));
        match found.cloned() {
            Some(found) => self.list_or_new(element.kind, found.node, element.node, node),
            None => Err(Box::new(
                unknown_name(
                    container,
                    name,
                    current.names(container, None),
                    NAMED_AS_NEW_CONTAINER,
                )
                .at(location),
            )),
        }
    }

    /// The list where an element stands now, which may not be the one where the amendment found it.
    pub(super) fn current_list(&self, element: &Element<Node>) -> Node {
        if self.tree.entries(element.list).contains(&element.node) {
            return element.list;
        }
        let current = ElementIndex::new(&*self.tree);
        current
            .at_node(element.node)
            .map_or(element.list, |element| element.list)
    }

    pub(super) fn without_target(&self, node: Node, key: &str, what: &str) -> Box<Rilievo> {
        Box::new(
            Rilievo::error(format!("la modifica non dice {what}"))
                .at(self.parsed.location_of_key(node, key))
                .with_regola("ciò che si tocca si nomina con il suo codice: “obiettivo: A1”"),
        )
    }
}

fn noun_with_article(kind: ElementKind) -> &'static str {
    match kind {
        ElementKind::Missione => "una missione",
        ElementKind::Programma => "un programma",
        _ => "un obiettivo",
    }
}
