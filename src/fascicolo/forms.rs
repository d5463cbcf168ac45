//! Interactive forms (ISO 32000-1 12.7): the fields of all the parts in one form.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::form_actions::{FormFields, name_own_fields, rename_in_action};
use super::free_names::free_name;
use super::lexer::{Lexer, Token};
use super::objects::{array_under, decode_text, dictionary_under, resolved};
use super::part::Part;
use super::writer::write_name;

/// The form of a dossier while the parts' forms are taken into it.
#[derive(Default)]
pub(crate) struct Forms {
    fields: Vec<Object>,
    defaults: Vec<Defaults>,
    calculated: Vec<Object>,
    names: BTreeSet<String>,
    resources: BTreeMap<Vec<u8>, Dictionary>,
    needs_appearances: bool,
    /// How many parts have fields.
    parts_with_fields: usize,
}

/// The defaults that a form gives to its fields: the appearance (`/DA`) and alignment (`/Q`) of texts.
struct Defaults {
    fields: Vec<ObjectId>,
    values: [(&'static [u8], Option<Object>); 2],
}

impl Forms {
    /// An empty form, for those of some parts.
    pub(crate) fn of_parts(parts: &[Part]) -> Self {
        Self {
            parts_with_fields: parts.iter().filter(|part| has_fields(part)).count(),
            ..Self::default()
        }
    }

    /// Takes the form of a part. Where another part has a top field or a resource of the same name, this
    /// part's is renamed, with what refers to it: two fields of one name would share their value.
    pub(crate) fn take(&mut self, part: &mut Part) {
        let others_have_fields = self.parts_with_fields > usize::from(has_fields(part));
        let Some(form) = acro_form(part).cloned() else {
            if others_have_fields {
                part.for_each_dictionary(&mut |dictionary| {
                    name_own_fields(dictionary, &FormFields::default())
                });
            }
            return;
        };
        let fonts = self.take_resources(&part.document, &form);
        let fields = array_under(&part.document, &form, b"Fields")
            .unwrap_or_default()
            .to_vec();
        let names = self.take_names(&mut part.document, &fields);
        let own = FormFields::of_form(&part.document, &fields);
        part.for_each_dictionary(&mut |dictionary| {
            if let Ok(Object::String(appearance, _)) = dictionary.get_mut(b"DA") {
                *appearance = with_fonts(appearance, &fonts);
            }
            rename_in_action(dictionary, &names);
            if others_have_fields {
                name_own_fields(dictionary, &own);
            }
        });
        let appearance = match form.get(b"DA") {
            Ok(Object::String(appearance, format)) => {
                Some(Object::String(with_fonts(appearance, &fonts), *format))
            }
            _ => None,
        };
        self.defaults.push(Defaults {
            fields: fields
                .iter()
                .filter_map(|f| f.as_reference().ok())
                .collect(),
            values: [(b"DA", appearance), (b"Q", form.get(b"Q").ok().cloned())],
        });
        let calculated = array_under(&part.document, &form, b"CO").unwrap_or_default();
        self.calculated.extend_from_slice(calculated);
        self.fields.extend(fields);
        self.needs_appearances |= matches!(form.get(b"NeedAppearances"), Ok(Object::Boolean(true)));
    }

    /// Takes the resources of a form; returns the new names of the fonts renamed, by the old.
    fn take_resources(
        &mut self,
        document: &Document,
        form: &Dictionary,
    ) -> BTreeMap<Vec<u8>, Vec<u8>> {
        let mut fonts = BTreeMap::new();
        let Some(resources) = dictionary_under(document, form, b"DR") else {
            return fonts;
        };
        for (kind, own) in resources.iter() {
            let Some(Ok(own)) = resolved(document, own).map(Object::as_dict) else {
                continue;
            };
            let taken = self.resources.entry(kind.clone()).or_default();
            for (name, value) in own.iter() {
                let new_name = match taken.get(name) {
                    Ok(other) if other != value => {
                        free_name(name, |new_name| taken.has(new_name) || own.has(new_name))
                    }
                    _ => name.clone(),
                };
                if new_name != *name && kind == b"Font" {
                    fonts.insert(name.clone(), new_name.clone());
                }
                taken.set(new_name, value.clone());
            }
        }
        fonts
    }

    /// Gives the top fields names that no other part has; returns the new names of those renamed, by the
    /// old.
    fn take_names(
        &mut self,
        document: &mut Document,
        fields: &[Object],
    ) -> BTreeMap<String, String> {
        let mut changed = BTreeMap::new();
        let mut own_names = BTreeSet::new();
        for field in fields.iter().filter_map(|field| field.as_reference().ok()) {
            let Ok(field) = document.get_dictionary_mut(field) else {
                continue;
            };
            let Ok(Object::String(written, _)) = field.get_mut(b"T") else {
                continue;
            };
            let name = decode_text(written);
            if self.names.contains(&name) {
                let is_taken = |new_name: &[u8]| {
                    let new_name = decode_text(new_name);
                    self.names.contains(&new_name) || own_names.contains(&new_name)
                };
                *written = match changed.get(&name) {
                    Some((_, bytes)) => Vec::clone(bytes),
                    None => free_name(written, is_taken),
                };
                let new_name = decode_text(written);
                own_names.insert(new_name.clone());
                changed.insert(name, (new_name, written.clone()));
            } else {
                own_names.insert(name);
            }
        }
        self.names.extend(own_names);
        changed
            .into_iter()
            .map(|(old_name, (new_name, _))| (old_name, new_name))
            .collect()
    }

    /// Writes the form, if any part has one. The XFA of a part, a second description of its fields that
    /// cannot be joined with others, is left out.
    pub(crate) fn write(self, document: &mut Document) -> Option<ObjectId> {
        let first = self.defaults.first()?;
        let mut form = Dictionary::new();
        if self
            .defaults
            .iter()
            .all(|other| other.values == first.values)
        {
            for (key, value) in &first.values {
                if let Some(value) = value {
                    form.set(key.to_vec(), value.clone());
                }
            }
        } else {
            self.defaults
                .iter()
                .for_each(|defaults| defaults.write_into_fields(document));
        }
        form.set("Fields", self.fields);
        if !self.calculated.is_empty() {
            form.set("CO", self.calculated);
        }
        if self.needs_appearances {
            form.set("NeedAppearances", true);
        }
        if !self.resources.is_empty() {
            let mut resources = Dictionary::new();
            for (kind, of_kind) in self.resources {
                resources.set(kind, of_kind);
            }
            form.set("DR", resources);
        }
        Some(document.add_object(form))
    }
}

fn acro_form(part: &Part) -> Option<&Dictionary> {
    dictionary_under(&part.document, part.catalog()?, b"AcroForm")
}

fn has_fields(part: &Part) -> bool {
    let fields = acro_form(part).and_then(|form| array_under(&part.document, form, b"Fields"));
    fields.is_some_and(|fields| !fields.is_empty())
}

impl Defaults {
    /// Writes the defaults into each top field, whose children inherit them: for when the forms of the
    /// parts have different defaults.
    fn write_into_fields(&self, document: &mut Document) {
        for field in &self.fields {
            let Ok(field) = document.get_dictionary_mut(*field) else {
                continue;
            };
            for (key, value) in &self.values {
                if let Some(value) = value
                    && !field.has(key)
                {
                    field.set(key.to_vec(), value.clone());
                }
            }
        }
    }
}

/// An appearance string (12.7.3.3) with its fonts renamed. A font is the name in `/Helv 12 Tf`.
fn with_fonts(appearance: &[u8], fonts: &BTreeMap<Vec<u8>, Vec<u8>>) -> Vec<u8> {
    if fonts.is_empty() {
        return appearance.to_vec();
    }
    let mut output = Vec::with_capacity(appearance.len());
    let mut copied = 0;
    let mut lexer = Lexer::new(appearance, 0);
    while let Some(token) = lexer.next() {
        let Token::Name(name) = token else { continue };
        let end = lexer.position();
        let mut lookahead = lexer.clone();
        let chooses_font = matches!(lookahead.next(), Some(Token::Number(_)))
            && lookahead.next() == Some(Token::Keyword(b"Tf"));
        if let Some(font) = fonts.get(&unescaped(name)).filter(|_| chooses_font) {
            output.extend_from_slice(&appearance[copied..end - name.len() - 1]);
            write_name(&mut output, font);
            copied = end;
        }
    }
    output.extend_from_slice(&appearance[copied..]);
    output
}

/// The bytes of a name as written in a file, where `#20` stands for a space (ISO 32000-1 7.3.5).
fn unescaped(name: &[u8]) -> Vec<u8> {
    let mut plain = Vec::with_capacity(name.len());
    let mut rest = name;
    while let Some((first, after)) = rest.split_first() {
        let digits = after.get(..2).and_then(|two| std::str::from_utf8(two).ok());
        let code = digits.and_then(|two| u8::from_str_radix(two, 16).ok());
        match code.filter(|_| *first == b'#') {
            Some(byte) => {
                plain.push(byte);
                rest = &after[2..];
            }
            None => {
                plain.push(*first);
                rest = after;
            }
        }
    }
    plain
}
