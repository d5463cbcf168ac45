//! What must hold of every plan and every amendment, on random ones with fixed seeds.

mod comune;

use std::cell::Cell;

use comune::cambi::cambiato;
use comune::piani::{Dado, piano};
use pira::documento::{Margine, Modelli, Veste, rendi};
use pira::lettura::{Letto, leggi};
use pira::piano::Piano;
use pira::rilievi::in_testo;
use pira::variazioni::{
    Cambio, Coordinato, Differenza, VariazioneLetta, consolida, coordina, differenze,
    in_variazione, leggi as leggi_variazione,
};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

/// How many random plans each property is tried on.
const VOLTE: u32 = 500;

/// `confronta` says how the second plan comes from the first: applied, it gives exactly that.
#[test]
fn applicare_cio_che_dice_il_confronto_da_il_secondo_piano() {
    su_ogni_seme(VOLTE, |seme| {
        let (prima, dopo) = due_piani(seme);
        let trovate = differenze(&prima.piano, &dopo.piano);
        let testo = in_variazione(&trovate);
        let voluto = scritto(&dopo.piano);
        if trovate.is_empty() {
            assert_eq!(scritto(&prima.piano), voluto, "seed {seme}");
            return;
        }
        let coordinato = applica(prima, &[&testo], seme);
        assert_eq!(
            scritto(&coordinato.letto.piano),
            voluto,
            "seed {seme}\n{testo}"
        );
    });
}

/// An equal plan, its keys in another order and its texts between other quotes, is no different.
#[test]
fn l_ordine_delle_chiavi_e_le_virgolette_non_sono_una_differenza() {
    su_ogni_seme(VOLTE, |seme| {
        let valore = piano(&mut Dado::new(seme));
        let uno = letto(&serde_yaml::to_string(&valore).unwrap(), seme);
        let altro = letto(&serde_json::to_string(&rovesciato(&valore)).unwrap(), seme);
        assert_eq!(differenze(&uno.piano, &altro.piano), [], "seed {seme}");
    });
}

/// Two amendments that touch different values give the same plan in either order of the command line.
#[test]
fn due_variazioni_che_non_si_toccano_danno_lo_stesso_in_ogni_ordine() {
    let provate = Cell::new(0);
    su_ogni_seme(VOLTE, |seme| {
        let (prima, dopo) = due_piani(seme);
        let valori: Vec<Differenza> = differenze(&prima.piano, &dopo.piano)
            .into_iter()
            .filter(|d| matches!(d.cambio, Cambio::Valore { .. }) && d.campo != ["codice"])
            .collect();
        let (pari, dispari): (Vec<_>, Vec<_>) = valori
            .into_iter()
            .enumerate()
            .partition(|(n, _)| n % 2 == 0);
        if dispari.is_empty() {
            return;
        }
        let [pari, dispari] = [pari, dispari].map(|parte| {
            let parte: Vec<Differenza> = parte.into_iter().map(|(_, d)| d).collect();
            in_variazione(&parte)
        });
        let (altra_prima, _) = due_piani(seme);
        let uno = applica(prima, &[&pari, &dispari], seme);
        let altro = applica(altra_prima, &[&dispari, &pari], seme);
        assert_eq!(
            scritto(&uno.letto.piano),
            scritto(&altro.letto.piano),
            "seed {seme}"
        );
        provate.set(provate.get() + 1);
    });
    assert!(provate.get() > VOLTE / 2, "{provate:?}");
}

/// `consolida`, then `genera`, gives the document of `genera --variazione` less its history.
#[test]
fn il_consolidato_da_il_documento_del_coordinato_senza_la_storia() {
    let con_commenti = Cell::new(0);
    su_ogni_seme(VOLTE, |seme| {
        let (prima, dopo) = due_piani(seme);
        let testo = in_variazione(&differenze(&prima.piano, &dopo.piano));
        if testo.ends_with("[]\n") {
            return;
        }
        let commentato = commenta(&serde_yaml::to_string(&piano(&mut Dado::new(seme))).unwrap());
        let coordinato = applica(letto(&commentato, seme), &[&testo], seme);
        let consolidato = consolida(&coordinato).unwrap();
        let riletto = letto(&consolidato.testo, seme);
        assert_eq!(
            scritto(&riletto.piano),
            scritto(&coordinato.letto.piano),
            "seed {seme}"
        );
        assert!(
            !consolidato.senza_commenti,
            "seed {seme}\n{testo}\n{}",
            consolidato.testo
        );
        con_commenti.set(con_commenti.get() + consolidato.testo.matches("# commento").count());
        let senza_storia = da_solo(coordinato.letto);
        assert_eq!(
            typst(&senza_storia),
            typst(&da_solo(riletto)),
            "seed {seme}"
        );
    });
    assert!(con_commenti.get() > 1_000, "{con_commenti:?}");
}

/// A plan that nothing amends.
fn da_solo(letto: Letto) -> Coordinato {
    coordina(letto, Vec::new()).unwrap()
}

/// Tries a property on so many seeds, the same on every run.
fn su_ogni_seme(quanti: u32, prova: impl Fn(u64)) {
    let config = Config {
        cases: quanti,
        failure_persistence: None,
        ..Config::default()
    };
    let caso = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    TestRunner::new_with_rng(config, caso)
        .run(&any::<u64>(), |seme| {
            prova(seme);
            Ok(())
        })
        .unwrap();
}

fn due_piani(seme: u64) -> (Letto, Letto) {
    let mut dado = Dado::new(seme);
    let prima = piano(&mut dado);
    let dopo = cambiato(&prima, &mut dado);
    let testo = |valore| serde_yaml::to_string(valore).unwrap();
    (letto(&testo(&prima), seme), letto(&testo(&dopo), seme))
}

fn letto(testo: &str, seme: u64) -> Letto {
    leggi("piano.yaml", testo.as_bytes())
        .unwrap_or_else(|rapporto| panic!("seed {seme}\n{}\n{testo}", in_testo(&rapporto, false)))
}

fn applica(prima: Letto, variazioni: &[&str], seme: u64) -> Coordinato {
    let lette: Vec<VariazioneLetta> = variazioni
        .iter()
        .map(|testo| {
            // The name tells the two apart whatever the order they are given in.
            leggi_variazione(&format!("{}.yaml", testo.len()), testo.as_bytes()).unwrap_or_else(
                |rapporto| panic!("seed {seme}\n{}\n{testo}", in_testo(&rapporto, false)),
            )
        })
        .collect();
    coordina(prima, lette).unwrap_or_else(|rapporto| {
        panic!(
            "seed {seme}\n{}\n{}",
            in_testo(&rapporto, false),
            variazioni.join("\n---\n")
        )
    })
}

/// The plan in one way of writing it: equal texts, equal plans, order included.
fn scritto(piano: &Piano) -> String {
    serde_yaml::to_string(piano).unwrap()
}

fn typst(coordinato: &Coordinato) -> String {
    let veste = Veste {
        margine: Margine::Pulito,
        ..Veste::default()
    };
    rendi(coordinato, &Modelli::default(), veste).unwrap().testo
}

fn rovesciato(valore: &serde_yaml::Value) -> serde_yaml::Value {
    use serde_yaml::Value;
    match valore {
        // The order of the years is that of print.
        Value::Mapping(gruppo)
            if gruppo
                .keys()
                .all(|c| c.as_str().is_some_and(|c| c.starts_with("20"))) =>
        {
            valore.clone()
        }
        Value::Mapping(gruppo) => {
            let mut coppie: Vec<_> = gruppo.iter().collect();
            coppie.reverse();
            let coppie = coppie.into_iter().map(|(c, v)| (c.clone(), rovesciato(v)));
            coppie.collect::<serde_yaml::Mapping>().into()
        }
        Value::Sequence(voci) => voci.iter().map(rovesciato).collect::<Vec<_>>().into(),
        altro => altro.clone(),
    }
}

/// A comment above every third line that a key or an entry begins.
fn commenta(testo: &str) -> String {
    let mut uscita = String::new();
    let mut in_blocco: Option<usize> = None;
    for (numero, riga) in testo.lines().enumerate() {
        let rientro = riga.len() - riga.trim_start().len();
        if in_blocco.is_some_and(|blocco| rientro <= blocco && !riga.trim().is_empty()) {
            in_blocco = None;
        }
        if in_blocco.is_none() {
            if numero % 3 == 0 {
                uscita += &format!("{}# commento {numero}\n", " ".repeat(rientro));
            }
            if riga.ends_with("|-")
                || riga.ends_with('|')
                || riga.ends_with(">-")
                || riga.ends_with("|+")
            {
                in_blocco = Some(rientro);
            }
        }
        uscita += riga;
        uscita.push('\n');
    }
    uscita
}
