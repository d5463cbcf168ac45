//! When the system, the disk or the other programs get in the way: a message in Italian, the file that
//! was there whole, nothing left behind.

mod comune;

use std::fs;
use std::path::Path;
use std::process::{Child, Stdio};
use std::thread;
use std::time::Duration;

use comune::{cartella_con, comando, esegui, pira};

const PIANO: &str = include_str!("golden/minimo/piano.yaml");

fn documento(cartella: &Path) -> Vec<u8> {
    fs::read(cartella.join("piano.pdf")).unwrap()
}

/// The names of all that a folder holds.
fn voci(cartella: &Path) -> Vec<String> {
    let voci = fs::read_dir(cartella).unwrap();
    let mut nomi: Vec<String> = voci
        .map(|voce| voce.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    nomi.sort();
    nomi
}

fn avvia(cartella: &Path, argomenti: &[&str]) -> Child {
    comando(cartella, argomenti)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

#[test]
fn ucciso_in_un_momento_qualunque_lascia_intero_il_file_di_prima() {
    let cartella = cartella_con(PIANO);
    pira(cartella.path(), &["genera", "piano.yaml"]).riesce();
    let prima = documento(cartella.path());
    let dopo = PIANO.replace("2027", "2028");
    fs::write(cartella.path().join("piano.yaml"), dopo).unwrap();
    pira(cartella.path(), &["genera", "piano.yaml", "-o", "dopo.pdf"]).riesce();
    let dopo = fs::read(cartella.path().join("dopo.pdf")).unwrap();
    for attesa in 0..60 {
        let mut figlio = avvia(cartella.path(), &["genera", "piano.yaml"]);
        thread::sleep(Duration::from_micros(attesa * 500));
        figlio.kill().unwrap();
        figlio.wait().unwrap();
        let trovato = documento(cartella.path());
        assert!(
            trovato == prima || trovato == dopo,
            "after {attesa} half milliseconds"
        );
    }
}

#[test]
fn due_che_scrivono_lo_stesso_file_ne_lasciano_uno_intero() {
    let cartella = cartella_con(PIANO);
    let altro = PIANO.replace("2027", "2028");
    fs::write(cartella.path().join("altro.yaml"), altro).unwrap();
    let interi = ["piano.yaml", "altro.yaml"].map(|piano| {
        pira(cartella.path(), &["genera", piano, "-o", "piano.pdf"]).riesce();
        documento(cartella.path())
    });
    for _ in 0..5 {
        let figli: Vec<Child> = ["piano.yaml", "altro.yaml", "piano.yaml", "altro.yaml"]
            .iter()
            .map(|piano| avvia(cartella.path(), &["genera", piano, "-o", "piano.pdf"]))
            .collect();
        for mut figlio in figli {
            assert!(figlio.wait().unwrap().success());
        }
        assert!(interi.contains(&documento(cartella.path())));
    }
    assert_eq!(
        voci(cartella.path()),
        ["altro.yaml", "piano.pdf", "piano.yaml"]
    );
}

/// A plan that is being saved again and again gives the document of one of its versions, or none.
#[test]
fn un_piano_che_cambia_mentre_si_legge_non_da_un_documento_a_meta() {
    let cartella = cartella_con(PIANO);
    let versioni = [
        PIANO.to_owned(),
        PIANO.replace("2027", "2028") + &"# coda\n".repeat(20_000),
    ];
    let documenti = versioni.clone().map(|versione| {
        fs::write(cartella.path().join("piano.yaml"), versione).unwrap();
        pira(cartella.path(), &["genera", "piano.yaml"]).riesce();
        documento(cartella.path())
    });
    let piano = cartella.path().join("piano.yaml");
    let (ferma, fermo) = std::sync::mpsc::channel::<()>();
    let scrive = thread::spawn(move || {
        let mut versioni = versioni.iter().cycle();
        while fermo.try_recv() == Err(std::sync::mpsc::TryRecvError::Empty) {
            fs::write(&piano, versioni.next().unwrap()).unwrap();
            thread::sleep(Duration::from_millis(3));
        }
    });
    for _ in 0..20 {
        let esecuzione = pira(cartella.path(), &["genera", "piano.yaml"]);
        match esecuzione.codice {
            Some(0) => assert!(documenti.contains(&documento(cartella.path()))),
            Some(3) => drop(esecuzione.dice("qualcuno lo sta scrivendo")),
            _ => drop(esecuzione.fallisce(1)),
        }
    }
    drop(ferma);
    scrive.join().unwrap();
}

#[test]
fn un_gibibyte_si_rifiuta_subito() {
    let cartella = cartella_con(PIANO);
    let enorme = fs::File::create(cartella.path().join("enorme")).unwrap();
    enorme.set_len(1 << 30).unwrap();
    for argomenti in [
        &["genera", "enorme"][..],
        &["verifica", "enorme"],
        &["genera", "piano.yaml", "--variazione", "enorme"],
        &["estrai", "enorme"],
        &["allega", "enorme", "--a", "enorme"],
    ] {
        pira(cartella.path(), argomenti)
            .fallisce(3)
            .dice("il file è troppo grande");
    }
    let con_logo = PIANO.replace(
        "ente: { nome:",
        "ente: { logo: { file: logo.svg, descrizione: Esempio }, nome:",
    );
    fs::write(cartella.path().join("piano.yaml"), con_logo).unwrap();
    fs::rename(
        cartella.path().join("enorme"),
        cartella.path().join("logo.svg"),
    )
    .unwrap();
    pira(cartella.path(), &["genera", "piano.yaml"])
        .fallisce(1)
        .dice("troppo grande");
}

#[test]
fn percorsi_con_spazi_e_accenti() {
    let cartella = cartella_con("");
    let sotto = cartella.path().join("Città di più – 2027");
    fs::create_dir(&sotto).unwrap();
    fs::write(sotto.join("piano “è” così.yaml"), PIANO).unwrap();
    pira(&sotto, &["genera", "piano “è” così.yaml"])
        .riesce()
        .dice("piano “è” così.pdf: 2 pagine");
    let di_qui = "Città di più – 2027/piano “è” così.yaml";
    pira(cartella.path(), &["genera", di_qui, "-o", "è.pdf"]).riesce();
    assert!(cartella.path().join("è.pdf").exists());
}

#[test]
fn senza_ambiente_il_documento_e_lo_stesso() {
    let cartella = cartella_con(PIANO);
    pira(cartella.path(), &["genera", "piano.yaml"]).riesce();
    let con_ambiente = documento(cartella.path());
    let mut senza = comando(cartella.path(), &["genera", "piano.yaml"]);
    esegui(senza.env_clear()).riesce();
    assert!(documento(cartella.path()) == con_ambiente);
}

/// A face that a template asks for and the program has not is told, and the document is made.
#[test]
fn un_carattere_che_manca_si_dice() {
    let cartella = cartella_con(PIANO);
    let nostri = cartella.path().join("nostri");
    fs::create_dir(&nostri).unwrap();
    fs::write(
        nostri.join("premessa.typ.j2"),
        "#text(font: \"Carattere assente\")[= Premessa]\n",
    )
    .unwrap();
    pira(
        cartella.path(),
        &["genera", "piano.yaml", "--modelli", "nostri"],
    )
    .riesce()
    .dice("il carattere tipografico “carattere assente” non è fra quelli del documento");
}

#[cfg(unix)]
mod unix {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::{PermissionsExt, symlink};
    use std::process::Command;

    use super::*;

    /// Runs a line of the shell, in which `$PIRA` is the program.
    fn sh(cartella: &Path, riga: &str) -> comune::Esecuzione {
        let mut comando = Command::new("sh");
        comando
            .args(["-c", riga])
            .current_dir(cartella)
            .env("PIRA", env!("CARGO_BIN_EXE_pira"))
            .env("NO_COLOR", "1");
        esegui(&mut comando)
    }

    #[test]
    fn un_disco_pieno_lascia_il_file_di_prima() {
        let cartella = cartella_con(PIANO);
        fs::write(cartella.path().join("piano.pdf"), "quello di prima").unwrap();
        // No file may grow past eight blocks of 512 bytes: writing fails as on a full disk.
        sh(
            cartella.path(),
            "trap '' XFSZ; ulimit -f 8; exec \"$PIRA\" genera piano.yaml",
        )
        .fallisce(3)
        .dice("non riesco a scrivere piano.pdf: il file è troppo grande");
        assert_eq!(documento(cartella.path()), b"quello di prima");
        assert_eq!(voci(cartella.path()), ["piano.pdf", "piano.yaml"]);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn uno_standard_output_pieno_si_dice() {
        let cartella = cartella_con(PIANO);
        for riga in [
            "\"$PIRA\" genera piano.yaml -o - > /dev/full",
            "\"$PIRA\" schema > /dev/full",
        ] {
            sh(cartella.path(), riga)
                .fallisce(3)
                .dice("il disco è pieno");
        }
    }

    #[test]
    fn chi_chiude_lo_standard_output_ne_ha_avuto_abbastanza() {
        let cartella = cartella_con(PIANO);
        for riga in [
            "\"$PIRA\" genera piano.yaml -o - | head -c 1 > /dev/null",
            "\"$PIRA\" schema | head -c 1 > /dev/null",
            "\"$PIRA\" --help | head -c 1 > /dev/null",
            "\"$PIRA\" schema >&-",
            "\"$PIRA\" genera piano.yaml >&- 2>&-",
        ] {
            let esecuzione = sh(cartella.path(), riga).riesce();
            assert_eq!(
                esecuzione.errori.matches("errore").count(),
                0,
                "{}",
                esecuzione.errori
            );
        }
        sh(
            cartella.path(),
            "\"$PIRA\" genera assente.yaml 2>&-; test $? = 3",
        )
        .riesce();
    }

    #[test]
    fn una_cartella_di_sola_lettura() {
        let cartella = cartella_con(PIANO);
        let chiusa = cartella.path().join("chiusa");
        fs::create_dir(&chiusa).unwrap();
        fs::write(chiusa.join("piano.pdf"), "quello di prima").unwrap();
        fs::set_permissions(&chiusa, fs::Permissions::from_mode(0o555)).unwrap();
        // Whoever may write everywhere has no read-only folder but those of the system.
        let aperta = fs::File::create(chiusa.join("prova")).is_ok();
        let uscita = if aperta {
            "/proc/piano.pdf"
        } else {
            "chiusa/piano.pdf"
        };
        pira(cartella.path(), &["genera", "piano.yaml", "-o", uscita])
            .fallisce(3)
            .dice("non riesco a scrivere");
        fs::set_permissions(&chiusa, fs::Permissions::from_mode(0o755)).unwrap();
        assert_eq!(
            fs::read(chiusa.join("piano.pdf")).unwrap(),
            b"quello di prima"
        );
    }

    #[test]
    fn un_uscita_che_e_un_collegamento() {
        let cartella = cartella_con(PIANO);
        let percorso = cartella.path();
        symlink("b.pdf", percorso.join("a.pdf")).unwrap();
        symlink("a.pdf", percorso.join("b.pdf")).unwrap();
        pira(percorso, &["genera", "piano.yaml", "-o", "a.pdf"])
            .fallisce(3)
            .dice("il collegamento gira su se stesso");
        fs::create_dir(percorso.join("lontano")).unwrap();
        symlink("lontano/vero.pdf", percorso.join("corto.pdf")).unwrap();
        for _ in 0..2 {
            pira(percorso, &["genera", "piano.yaml", "-o", "corto.pdf"]).riesce();
            assert!(percorso.join("corto.pdf").is_symlink());
            assert!(
                fs::read(percorso.join("lontano/vero.pdf"))
                    .unwrap()
                    .starts_with(b"%PDF")
            );
            assert_eq!(voci(&percorso.join("lontano")), ["vero.pdf"]);
        }
    }

    #[test]
    fn una_fifo_si_legge_come_un_file() {
        let cartella = cartella_con(PIANO);
        sh(
            cartella.path(),
            "mkfifo coda && (cat piano.yaml > coda &) && \"$PIRA\" genera coda -o coda.pdf",
        )
        .riesce();
        pira(cartella.path(), &["genera", "piano.yaml"]).riesce();
        let dalla_coda = fs::read(cartella.path().join("coda.pdf")).unwrap();
        assert!(dalla_coda == documento(cartella.path()));
    }

    /// What the plan or the folder of templates names must be a file: a fifo would be waited for.
    #[test]
    fn una_fifo_nominata_dal_piano_si_rifiuta() {
        let variazioni = format!("variazioni: [coda.yaml]\n{PIANO}");
        let cartella = cartella_con(&variazioni);
        sh(
            cartella.path(),
            "mkfifo coda.yaml; mkdir m; mkfifo m/premessa.typ.j2",
        )
        .riesce();
        pira(cartella.path(), &["genera", "piano.yaml"])
            .fallisce(1)
            .dice("non è un file");
        fs::write(cartella.path().join("piano.yaml"), PIANO).unwrap();
        pira(cartella.path(), &["genera", "piano.yaml", "--modelli", "m"])
            .fallisce(1)
            .dice("non è un file");
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn un_nome_che_non_e_testo() {
        let cartella = cartella_con(PIANO);
        let nome = OsStr::from_bytes(b"pi\xffano.yaml");
        fs::rename(
            cartella.path().join("piano.yaml"),
            cartella.path().join(nome),
        )
        .unwrap();
        let mut comando = comando(cartella.path(), &["genera"]);
        esegui(comando.arg(nome)).riesce();
        assert!(
            cartella
                .path()
                .join(OsStr::from_bytes(b"pi\xffano.pdf"))
                .exists()
        );
    }

    /// Memory that runs out ends the run, and the document that is there stays whole.
    #[cfg(target_os = "linux")]
    #[test]
    fn memory_that_runs_out_leaves_the_document_of_before() {
        let cartella = cartella_con(PIANO);
        pira(cartella.path(), &["genera", "piano.yaml"]).riesce();
        let before = documento(cartella.path());
        let modelli = cartella.path().join("m");
        fs::create_dir(&modelli).unwrap();
        fs::write(modelli.join("premessa.typ.j2"), "#(\"x\" * 99999999999)\n").unwrap();
        let line = "ulimit -v 4000000; ulimit -c 0; exec \"$PIRA\" genera piano.yaml --modelli m";
        let run = sh(cartella.path(), line);
        assert_ne!(run.codice, Some(0), "{}", run.errori);
        assert!(documento(cartella.path()) == before);
        assert_eq!(voci(cartella.path()), ["m", "piano.pdf", "piano.yaml"]);
    }
}
