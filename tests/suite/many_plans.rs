//! Many plans in one run: each document is the one it would be alone.

use std::fs;
use std::path::Path;

use crate::support::{MINIMAL_PLAN, cartella_con, nomi, piano_2021, pira, radice};

const UN_ANNO: &str = include_str!("../golden/un-anno/piano.yaml");

fn cartella() -> tempfile::TempDir {
    let cartella = cartella_con(MINIMAL_PLAN);
    fs::write(cartella.path().join("un anno.yaml"), UN_ANNO).unwrap();
    let terzo = MINIMAL_PLAN.replace("di esempio", "dell'esempio numero tre");
    fs::write(cartella.path().join("terzo.yaml"), terzo).unwrap();
    cartella
}

fn leggi(cartella: &Path, file: &str) -> Vec<u8> {
    fs::read(cartella.join(file)).unwrap()
}

#[test]
fn ogni_documento_e_quello_che_sarebbe_da_solo() {
    let cartella = cartella();
    let tutti = pira(
        cartella.path(),
        &[
            "genera",
            "piano.yaml",
            "un anno.yaml",
            "terzo.yaml",
            "-o",
            "una/cartella",
        ],
    )
    .riesce();
    let righe: Vec<&str> = tutti.errori.lines().collect();
    assert_eq!(righe.len(), 4, "{}", tutti.errori);
    let separatore = std::path::MAIN_SEPARATOR;
    for (riga, nome) in righe.iter().zip(["piano", "un anno", "terzo"]) {
        assert!(
            riga.starts_with(&format!("una/cartella{separatore}{nome}.pdf: ")),
            "{riga}"
        );
    }
    assert_eq!(righe[3], "3 documenti scritti");
    for nome in ["piano", "un anno", "terzo"] {
        let piano = format!("{nome}.yaml");
        pira(cartella.path(), &["genera", &piano, "-o", "solo.pdf"]).riesce();
        let nella_cartella = leggi(cartella.path(), &format!("una/cartella/{nome}.pdf"));
        assert!(
            leggi(cartella.path(), "solo.pdf") == nella_cartella,
            "{nome}"
        );
    }
}

#[test]
fn chi_fallisce_si_dice_alla_fine_e_gli_altri_si_scrivono() {
    let cartella = cartella();
    let sbagliato = MINIMAL_PLAN.replace("esercizio: 2027", "esercizio: duemila");
    fs::write(cartella.path().join("sbagliato.yaml"), sbagliato).unwrap();
    let piani = [
        "genera",
        "sbagliato.yaml",
        "piano.yaml",
        "terzo.yaml",
        "-o",
        "f",
    ];
    let esecuzione = pira(cartella.path(), &piani)
        .fallisce(1)
        .dice("sbagliato.yaml:4:12")
        .dice("2 documenti scritti, 1 piano non riuscito: sbagliato.yaml");
    let scritto = esecuzione.errori.find("terzo.pdf: ").unwrap();
    assert!(scritto < esecuzione.errori.find("errore: ").unwrap());
    let scritti = nomi(&cartella.path().join("f"), "pdf");
    assert_eq!(Vec::from_iter(scritti), ["piano", "terzo"]);
    pira(
        cartella.path(),
        &["genera", "sbagliato.yaml", "assente.yaml", "piano.yaml"],
    )
    .fallisce(3)
    .dice("il file o la cartella non esiste")
    .dice("1 documento scritto, 2 piani non riusciti: sbagliato.yaml, assente.yaml");
    assert!(cartella.path().join("piano.pdf").exists());
}

#[test]
fn ciò_che_di_molti_piani_non_ha_senso_si_rifiuta_prima_di_scrivere() {
    let cartella = cartella();
    let altra = cartella.path().join("altra");
    fs::create_dir(&altra).unwrap();
    fs::write(altra.join("piano.yaml"), MINIMAL_PLAN).unwrap();
    for (argomenti, parole) in [
        (
            &["piano.yaml", "altra/piano.yaml"][..],
            "diventerebbero lo stesso file, piano.pdf",
        ),
        (
            &["piano.yaml", "piano.yaml"],
            "diventerebbero lo stesso file",
        ),
        (&["piano.yaml", "-"], "lo standard input è un piano solo"),
        (
            &["piano.yaml", "terzo.yaml", "--variazione", "v.yaml"],
            "non si sa a quale vada",
        ),
        (
            &["piano.yaml", "terzo.yaml", "-o", "-"],
            "indicare -o CARTELLA",
        ),
        (
            &["piano.yaml", "terzo.yaml", "--osserva"],
            "un piano alla volta",
        ),
    ] {
        let argomenti: Vec<&str> = [&["genera"], argomenti].concat();
        pira(cartella.path(), &argomenti).fallisce(2).dice(parole);
    }
    fs::write(cartella.path().join("file"), "").unwrap();
    pira(
        cartella.path(),
        &["genera", "piano.yaml", "terzo.yaml", "-o", "file"],
    )
    .fallisce(3)
    .dice("non riesco a usare la cartella file");
    assert!(nomi(cartella.path(), "pdf").is_empty());
}

#[test]
fn anche_i_sorgenti_e_le_immagini() {
    let cartella = cartella();
    for formato in ["typ", "png"] {
        let argomenti = [
            "genera",
            "piano.yaml",
            "terzo.yaml",
            "--formato",
            formato,
            "--ppi",
            "30",
            "-o",
            "f",
        ];
        pira(cartella.path(), &argomenti).riesce();
    }
    let f = cartella.path().join("f");
    assert_eq!(Vec::from_iter(nomi(&f, "typ")), ["piano", "terzo"]);
    let pagine = ["piano-001", "piano-002", "terzo-001", "terzo-002"];
    assert_eq!(Vec::from_iter(nomi(&f, "png")), pagine);
}

/// The amendments that a plan names go with it.
#[test]
fn ciascuno_con_le_sue_variazioni() {
    let cartella = cartella();
    let esempio = "variazione-1-rettifica.yaml";
    let da = radice().join("data/esempi").join(esempio);
    fs::copy(da, cartella.path().join(esempio)).unwrap();
    let piano = fs::read_to_string(piano_2021()).unwrap();
    let coordinato = format!("{piano}\nvariazioni: [{esempio}]\n");
    fs::write(cartella.path().join("coordinato.yaml"), coordinato).unwrap();
    pira(
        cartella.path(),
        &["genera", "piano.yaml", "coordinato.yaml", "-o", "f"],
    )
    .riesce()
    .dice("coordinato.pdf: ")
    .dice("1 variazione, ");
}
