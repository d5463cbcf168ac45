//! Texts that say again what another has said: an algorithm that is the name, a description that is the
//! title.

use crate::lettura::Node;
use crate::piano::{ElementKind, Obiettivo};
use crate::rilievi::{Report, Rilievo};
use crate::verifica::likeness::say_the_same;
use crate::verifica::nodes::{indicatori, key_location, obiettivi};
use crate::verifica::{Regola, RuleContext};

pub(in crate::verifica) const ALGORITHM: Regola = Regola {
    name: "algoritmo-ripete-il-nome",
    words: "l'algoritmo dice come si calcola l'indicatore (DPCM 18/09/2012 art. 3 c. 3 d)",
    source: "DPCM 18/09/2012 art. 3 c. 3 d",
    example_of: Some(ElementKind::Indicatore),
    wrong: "nome: Imprese assistite
algoritmo: imprese assistite",
    right: "nome: Imprese assistite
algoritmo: Numero di imprese che hanno ricevuto un servizio",
    check: algorithms,
};

pub(in crate::verifica) const DESCRIPTION: Regola = Regola {
    name: "descrizione-uguale-al-titolo",
    words: "la descrizione dice che cosa si fa, con quali attività e per chi (DPCM 18/09/2012 art. 3 c. 2 a)",
    source: "DPCM 18/09/2012 art. 3 c. 2 a",
    example_of: Some(ElementKind::Obiettivo),
    wrong: "titolo: Assistere le imprese
descrizione: Assistere le imprese.",
    right: "titolo: Assistere le imprese
descrizione: Lo sportello accompagna le imprese nuove nel primo anno.",
    check: descriptions,
};

/// An algorithm that only repeats the name of its indicator.
fn algorithms(context: &RuleContext<'_>) -> Report {
    let repeated = indicatori(context).filter(|(indicatore, _)| {
        let (Some(name), Some(algoritmo)) = (&indicatore.nome, &indicatore.algoritmo) else {
            return false;
        };
        say_the_same(name, algoritmo)
    });
    repeated
        .map(|(_, node)| {
            Rilievo::warning("l'algoritmo ripete il nome dell'indicatore")
                .at(key_location(&context.tree, node, "algoritmo"))
                .with_rimedio(
                    "scrivere come si calcola: che cosa si conta, che cosa si divide per che cosa",
                )
        })
        .collect()
}

/// A description that only repeats the title of its objective.
fn descriptions(context: &RuleContext<'_>) -> Report {
    let repeated = obiettivi(context).flat_map(|(obiettivo, node)| {
        let texts = texts_of_description(context, node).into_iter();
        let repeating = texts.filter(|(_, text)| repeats_title(obiettivo, text));
        repeating.map(|(text, _)| text)
    });
    repeated
        .map(|node| {
            Rilievo::warning("la descrizione ripete il titolo dell'obiettivo")
                .at(context.tree.location(node))
                .with_rimedio("scrivere che cosa si farà, con quali attività e per chi")
        })
        .collect()
}

fn repeats_title(obiettivo: &Obiettivo, text: &str) -> bool {
    let in_narrative = obiettivo.titolo_narrativa.as_deref();
    say_the_same(&obiettivo.titolo, text)
        || in_narrative.is_some_and(|title| say_the_same(title, text))
}

/// The texts of the description of an objective: one, or one for each field of action.
fn texts_of_description<'a>(context: &'a RuleContext<'_>, obiettivo: Node) -> Vec<(Node, &'a str)> {
    let tree = &context.tree;
    let Some((_, description)) = tree.find_key(obiettivo, "descrizione") else {
        return Vec::new();
    };
    let entries = crate::verifica::nodes::entries_under(tree, obiettivo, "descrizione");
    let texts = entries
        .into_iter()
        .filter_map(|entry| Some(tree.find_key(entry, "testo")?.1));
    let with_text = |node: Node| Some((node, tree.text(node)?));
    texts.chain([description]).filter_map(with_text).collect()
}
