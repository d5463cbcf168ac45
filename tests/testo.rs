//! A text prints exactly as it was typed, whatever Typst, minijinja, YAML or Markdown make of its
//! characters.

mod comune;

use comune::pdf::Pdf;
use comune::{cartella_con, pdf_di, pira};

/// Every character and sequence with a meaning to Typst, minijinja, YAML or Markdown.
const SEGNI: &str = r##"# $ * _ ` ``` ~ ^ @x <x> = == + - -- --- ... \ \# \\ / // /* */ [x] (x) {x} {{ x }} {% if x %} {# x #} ' '' " "" “x” ‘x’ & &amp; &#65; % | ! ? : ; , . !x ?x 1. 1) x: y #x - x * x > x | x & x %x @x `x` **x** __x__ _x_ *x* ~~x~~ [x](y) ![x](y) <b>x</b> https://x.y #let x = 1 #pagebreak() #"x"; $x^2$ x_1 attivita` =x ~x fi ffi ->  => € ∑ ≥ ≤ ° × È à"##;

/// The same for prose, where Markdown's emphasis and escapes are markup: only what is printed as
/// typed. The dangerous ones stand where Markdown reads no emphasis.
const SEGNI_PROSA: &str = r##"# $ * _ ~ ^ @x <x> = == + - -- --- ... / // /* x */ [x] (x) {x} {{ x }} {% if x %} {# x #} ' " “x” & &amp; &#65; % | ! ? : ; , . 1. 1) x: y #x - x > x %x [x](y) ![x](y) <b>x</b> <https://x.y> https://x.y #let x = 1 #pagebreak() #"x"; $x^2$ x_1 `x` `` x `` attivita` =x ~x ~~x~~ € ∑ ≥ à"##;

/// A plan with every printed field; `@T` is a plain text, `@P` a prose.
const PIANO: &str = r#"
ente: { nome: @T }
documento: { titolo: @T, riferimento: @T, data: 2026-12-01, copertina: sì }
esercizio: 2027
triennio: [2027, 2028, 2029]
allegato: { lettera: @T, atto: { tipo: @T, organo: @T, numero: @T } }
atti:
  programma_pluriennale: { nome: @T, periodo: @T, atto: { tipo: @T, organo: @T, numero: @T } }
  relazione_previsionale: { nome: @T, periodo: @T, atto: { tipo: @T, organo: @T, numero: @T } }
  preventivo_economico: { nome: @T, periodo: @T }
  piano_della_performance: { nome: @T, periodo: @T, termine: @T, relazione: @T }
premessa: { titolo: @T }
raccordo:
  titolo: @T
  testo: @P
  colonne: { missioni: @T, aree: @T }
  righe: [{ area: @T, missioni: ["011"] }]
capitoli:
  - { titolo: @T, testo: @P }
  - { titolo: @T, testo: @P, posizione: prima_delle_schede }
  - { titolo: @T, testo: @P, posizione: dopo_le_schede }
etichette:
  obiettivo: @T
  titolo: @T
  descrizione: @T
  arco_temporale: @T
  portatori_di_interesse: @T
  centro_di_responsabilita: @T
  risorse_economiche: @T
  indicatore: @T
  tipo: @T
  unita_di_misura: @T
  algoritmo: @T
  peso: @T
  valori_osservati: @T
  risultati_attesi: @T
  target: @T
  fonte: @T
  note: @T
  obiettivo_strategico: @T
missioni:
  - codice: "011"
    nome: non stampato
    titoli: { premessa: @T, raccordo: @T, narrativa: @T, schede: @T }
    etichette: { missione: @T, programma: @T }
    funzioni: [{ codice: @T, nome: @T, esclusione: @T }]
    testo: @P
    programmi:
      - codice: non stampato
        nome: non stampato
        titoli: { premessa: @T, narrativa: @T, schede: @T }
        testo: @P
        elenco_obiettivi: { frase: @T }
        obiettivi:
          - codice: @T
            progetti: [@T, @T]
            titolo: @T
            titolo_narrativa: @T
            descrizione: [{ ambito: @T, testo: @P }]
            arco_temporale: @T
            portatori_di_interesse: [@T, @T]
            centro_di_responsabilita: @T
            risorse_economiche: "--- #*_$"
            note: @P
            indicatori:
              - codice: non stampato
                sigla: @T
                nome: @T
                tipo: @T
                unita_di_misura: @T
                algoritmo: @T
                peso: @T
                valori_osservati: { "periodo": @T }
                risultati_attesi: { 2027: @T, 2028: @T }
                fonte: @T
                note: @P
          - codice: A2
            progetti: @T
            titolo: @T
            descrizione: @P
            centro_di_responsabilita: [@T]
            indicatori: [{ codice: x, nome: @T, valori_osservati: @T }]
firme: [{ ruolo: @T, nome: @T }, { ruolo: @T }]
"#;

fn senza_spazi(testo: &str) -> String {
    testo.split_whitespace().collect()
}

#[test]
fn ogni_segno_in_ogni_campo_si_stampa_come_e_scritto() {
    let (mut piano, mut attesi, mut resto) = (String::new(), Vec::new(), PIANO);
    while let Some((prima, dopo)) = resto.split_once('@') {
        let segni = if dopo.starts_with('P') {
            SEGNI_PROSA
        } else {
            SEGNI
        };
        let testo = format!("q{0}q {segni} p{0}p", attesi.len());
        piano += prima;
        piano += &serde_json::to_string(&testo).unwrap();
        attesi.push(testo);
        resto = &dopo[1..];
    }
    piano += resto;
    assert_eq!(attesi.len(), PIANO.matches('@').count());
    let stampato = senza_spazi(&pdf_di(&piano).testo_letto());
    for atteso in attesi {
        let (inizio, _) = atteso.split_once(" ").unwrap();
        let dove = stampato
            .find(inizio)
            .map_or("nowhere", |posto| &stampato[posto..]);
        let dove: String = dove.chars().take(400).collect();
        assert!(
            stampato.contains(&senza_spazi(&atteso)),
            "{atteso}\nprints as\n{dove}"
        );
    }
}

#[test]
fn gli_spazi_e_gli_a_capo_restano() {
    let piano = MINIMO.replace("@", "\"due  spazi\\ne una riga nuova\"");
    let pdf = pdf_di(&piano);
    assert!(pdf.testo().contains("due  spazi"), "{}", pdf.testo());
    assert!(
        !pdf.testo().contains("spazi e una riga nuova"),
        "{}",
        pdf.testo()
    );
}

const MINIMO: &str = r#"
ente: { nome: Camera di commercio di esempio }
documento: { data: 2026-12-01 }
esercizio: 2027
missioni:
  - codice: "011"
    nome: Missione di esempio
    programmi:
      - codice: "011-005"
        nome: Programma di esempio
        obiettivi: [{ codice: A1, titolo: @ }]
"#;

#[test]
fn gli_scalari_yaml_restano_come_sono_scritti() {
    for scritto in [
        "NO",
        "sì",
        "2021-12-03",
        "12:30:00",
        "0",
        "-5",
        "007-bis",
        "1.2.3",
        "'012'",
        "\"1e3\"",
    ] {
        let pdf = pdf_di(&MINIMO.replace('@', scritto));
        let atteso = format!("(A1) {}", scritto.trim_matches(['\'', '"']));
        assert!(pdf.testo().contains(&atteso), "{scritto}: {}", pdf.testo());
    }
}

#[test]
fn la_prosa_conosce_capoversi_grassetto_corsivo_ed_elenchi() {
    let prosa = r#""uno **due** *tre*\n\nquattro\n\n- cinque\n- sei\n\n7) sette\n8) otto""#;
    let piano = MINIMO.replace("titolo: @", &format!("titolo: x, descrizione: {prosa}"));
    let pdf = pdf_di(&piano);
    let struttura = pdf.struttura();
    for atteso in [
        "Strong",
        "“due”",
        "Em",
        "“tre”",
        "“quattro”",
        "“cinque”",
        "“7)”",
        "“otto”",
    ] {
        assert!(struttura.contains(atteso), "{atteso} not in\n{struttura}");
    }
}

#[test]
fn il_piano_di_un_altro_anno_non_porta_gli_anni_del_primo() {
    for nome in ["un-anno", "minimo", "tutto"] {
        let piano = comune::radice()
            .join("tests/golden")
            .join(nome)
            .join("piano.yaml");
        let cartella = cartella_con("");
        pira(
            cartella.path(),
            &["genera", piano.to_str().unwrap(), "-o", "x.pdf"],
        )
        .riesce();
        let pdf = Pdf::leggi(&std::fs::read(cartella.path().join("x.pdf")).unwrap());
        for anno in ["2020", "2021", "2022", "2023"] {
            assert!(!pdf.testo().contains(anno), "{nome}: {anno}");
        }
    }
}

#[test]
fn le_proprieta_del_file_vengono_dal_piano() {
    let pdf = pdf_di(&MINIMO.replace('@', "x"));
    assert_eq!(
        pdf.informazione("Author").as_deref(),
        Some("Camera di commercio di esempio")
    );
    assert_eq!(
        pdf.informazione("Title").as_deref(),
        Some("Piano degli indicatori e dei risultati attesi di bilancio 2027")
    );
    assert!(
        pdf.informazione("CreationDate")
            .unwrap()
            .starts_with("D:20261201")
    );
    assert_eq!(pdf.catalogo("Lang").as_deref(), Some("it-IT"));
}
