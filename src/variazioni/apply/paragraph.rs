//! Changes within a paragraph of a prose.

use super::super::paragraphs::{self, NotFound};
use super::super::variazione::Modifica;
use super::same_values::have_same_words;
use super::{Application, MUST_CHANGE_SOMETHING, Outcome, TouchedParagraph};
use crate::lettura::Node;
use crate::rilievi::{Location, Rilievo};

impl Application<'_> {
    /// Changes, suppresses or adds a paragraph of the text under a key.
    pub(super) fn change_paragraph(
        &mut self,
        modifica: &Modifica,
        node: Node,
        group: Node,
        last_key: &str,
        current: Option<Node>,
    ) -> Outcome<()> {
        let text = current.and_then(|value| Some((value, self.tree.text(value)?)));
        let Some((value, text)) = text else {
            return Err(Box::new(
                Rilievo::error(format!("“{last_key}” non è una prosa con capoversi"))
                    .at(self.parsed.location_of_key(node, "campo"))
                    .with_regola("i capoversi sono quelli di un testo, separati da una riga vuota")
                    .with_rimedio("cambiare il campo per intero"),
            ));
        };
        let mut paragraphs = paragraphs::split(text);
        let text_location = self.tree.location(value);
        let key = match (&modifica.capoverso, &modifica.nuovo_capoverso) {
            (Some(first_words), _) => self.replace_or_remove_paragraph(
                modifica,
                node,
                first_words,
                &mut paragraphs,
                &text_location,
            )?,
            (None, Some(fresh)) => {
                let place =
                    self.new_paragraph_place(modifica, node, &paragraphs, &text_location)?;
                paragraphs.insert(place, fresh.trim_end().to_owned());
                self.effect.paragraph = Some(TouchedParagraph {
                    before: None,
                    after: Some(paragraphs[place].clone()),
                });
                "nuovo_capoverso"
            }
            (None, None) => return Ok(()),
        };
        let (_, written) = self.modifica_key(node, key)?;
        let fresh = self.tree.new_text(paragraphs::join(&paragraphs), written);
        let key = self.tree.new_key(last_key, written);
        self.tree.set_key(group, key, fresh);
        Ok(())
    }

    /// Changes or takes out the paragraph that begins with some words; returns the key of the change
    /// that says so.
    fn replace_or_remove_paragraph(
        &mut self,
        modifica: &Modifica,
        node: Node,
        first_words: &str,
        paragraphs: &mut Vec<String>,
        text_location: &Location,
    ) -> Outcome<&'static str> {
        let place =
            self.find_paragraph(node, "capoverso", first_words, paragraphs, text_location)?;
        if modifica.da.is_some() {
            let expected = self.modifica_text(node, "da")?;
            if !have_same_words(&expected, &paragraphs[place]) {
                return Err(Box::new(
                    Rilievo::error("il capoverso non dice quello che la modifica si aspetta")
                        .at(self.parsed.location_of_key(node, "da"))
                        .with_other_location(text_location.clone(), "il testo comincia qui")
                        .with_regola(
                            "“da” è il capoverso intero che la modifica si aspetta di trovare",
                        ),
                ));
            }
        }
        let before = Some(paragraphs[place].clone());
        if modifica.a.is_none() {
            paragraphs.remove(place);
            self.effect.paragraph = Some(TouchedParagraph {
                before,
                after: None,
            });
            return Ok("capoverso");
        }
        let fresh = self.modifica_text(node, "a")?;
        if fresh == paragraphs[place] {
            return Err(Box::new(
                Rilievo::error("la modifica non cambia niente: il capoverso è già questo")
                    .at(self.parsed.location_of_key(node, "a"))
                    .with_regola(MUST_CHANGE_SOMETHING),
            ));
        }
        let after = Some(fresh.clone());
        self.effect.paragraph = Some(TouchedParagraph { before, after });
        paragraphs[place] = fresh;
        Ok("a")
    }

    fn new_paragraph_place(
        &self,
        modifica: &Modifica,
        node: Node,
        paragraphs: &[String],
        text_location: &Location,
    ) -> Outcome<usize> {
        match (&modifica.dopo, &modifica.prima) {
            (Some(first_words), _) => {
                let place =
                    self.find_paragraph(node, "dopo", first_words, paragraphs, text_location)?;
                Ok(place + 1)
            }
            (_, Some(first_words)) => {
                self.find_paragraph(node, "prima", first_words, paragraphs, text_location)
            }
            _ => Ok(paragraphs.len()),
        }
    }

    fn find_paragraph(
        &self,
        node: Node,
        key: &str,
        first_words: &str,
        paragraphs: &[String],
        text_location: &Location,
    ) -> Outcome<usize> {
        paragraphs::find(paragraphs, first_words).map_err(|reason| {
            let words = match reason {
                NotFound::Missing => format!("nessun capoverso comincia con “{first_words}”"),
                NotFound::Ambiguous => format!("più di un capoverso comincia con “{first_words}”"),
            };
            Box::new(
                Rilievo::error(words)
                    .at(self.parsed.location_of_key(node, key))
                    .with_other_location(text_location.clone(), "il testo comincia qui")
                    .with_regola("un capoverso si nomina con le sue prime parole"),
            )
        })
    }
}
