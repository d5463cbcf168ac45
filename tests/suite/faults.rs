//! When the system, the disk or the other programs get in the way: a message in Italian, the file that
//! was there whole, nothing left behind.

use std::fs;
use std::path::Path;
use std::process::{Child, Stdio};
use std::thread;
use std::time::Duration;

use crate::support::{MINIMAL_PLAN, command, folder_with, pira, run_to_end};

fn document(folder: &Path) -> Vec<u8> {
    fs::read(folder.join("piano.pdf")).unwrap()
}

/// The names of all that a folder holds.
fn entries(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

fn launch(folder: &Path, arguments: &[&str]) -> Child {
    command(folder, arguments)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

#[test]
fn killed_at_any_moment_it_leaves_the_file_of_before_whole() {
    let folder = folder_with(MINIMAL_PLAN);
    pira(folder.path(), &["genera", "piano.yaml"]).succeeds();
    let before = document(folder.path());
    let after = MINIMAL_PLAN.replace("2027", "2028");
    fs::write(folder.path().join("piano.yaml"), after).unwrap();
    pira(folder.path(), &["genera", "piano.yaml", "-o", "dopo.pdf"]).succeeds();
    let after = fs::read(folder.path().join("dopo.pdf")).unwrap();
    for expected in 0..60 {
        let mut child = launch(folder.path(), &["genera", "piano.yaml"]);
        thread::sleep(Duration::from_micros(expected * 500));
        child.kill().unwrap();
        child.wait().unwrap();
        let found = document(folder.path());
        assert!(
            found == before || found == after,
            "after {expected} half milliseconds"
        );
    }
}

#[test]
fn two_runs_that_write_one_file_leave_a_whole_one() {
    let folder = folder_with(MINIMAL_PLAN);
    let other = MINIMAL_PLAN.replace("2027", "2028");
    fs::write(folder.path().join("altro.yaml"), other).unwrap();
    let whole = ["piano.yaml", "altro.yaml"].map(|piano| {
        pira(folder.path(), &["genera", piano, "-o", "piano.pdf"]).succeeds();
        document(folder.path())
    });
    for _ in 0..5 {
        let children: Vec<Child> = ["piano.yaml", "altro.yaml", "piano.yaml", "altro.yaml"]
            .iter()
            .map(|piano| launch(folder.path(), &["genera", piano, "-o", "piano.pdf"]))
            .collect();
        for mut child in children {
            assert!(child.wait().unwrap().success());
        }
        assert!(whole.contains(&document(folder.path())));
    }
    assert_eq!(
        entries(folder.path()),
        ["altro.yaml", "piano.pdf", "piano.yaml"]
    );
}

/// A plan that is being saved again and again gives the document of one of its versions, or none.
#[test]
fn a_plan_that_changes_while_it_is_read_gives_no_half_document() {
    let folder = folder_with(MINIMAL_PLAN);
    let versions = [
        MINIMAL_PLAN.to_owned(),
        MINIMAL_PLAN.replace("2027", "2028") + &"# coda\n".repeat(20_000),
    ];
    let documents = versions.clone().map(|version| {
        fs::write(folder.path().join("piano.yaml"), version).unwrap();
        pira(folder.path(), &["genera", "piano.yaml"]).succeeds();
        document(folder.path())
    });
    let piano = folder.path().join("piano.yaml");
    let (stops, stopped) = std::sync::mpsc::channel::<()>();
    let writes = thread::spawn(move || {
        let mut versions = versions.iter().cycle();
        while stopped.try_recv() == Err(std::sync::mpsc::TryRecvError::Empty) {
            fs::write(&piano, versions.next().unwrap()).unwrap();
            thread::sleep(Duration::from_millis(3));
        }
    });
    for _ in 0..20 {
        let run = pira(folder.path(), &["genera", "piano.yaml"]);
        match run.code {
            Some(0) => assert!(documents.contains(&document(folder.path()))),
            Some(3) => drop(run.says("qualcuno lo sta scrivendo")),
            _ => drop(run.fails(1)),
        }
    }
    drop(stops);
    writes.join().unwrap();
}

#[test]
fn a_gibibyte_is_refused_at_once() {
    let folder = folder_with(MINIMAL_PLAN);
    let enormous = fs::File::create(folder.path().join("enorme")).unwrap();
    enormous.set_len(1 << 30).unwrap();
    for arguments in [
        &["genera", "enorme"][..],
        &["verifica", "enorme"],
        &["genera", "piano.yaml", "--variazione", "enorme"],
        &["estrai", "enorme"],
        &["allega", "enorme", "--a", "enorme"],
    ] {
        pira(folder.path(), arguments)
            .fails(3)
            .says("il file è troppo grande");
    }
    let with_logo = MINIMAL_PLAN.replace(
        "ente: { nome:",
        "ente: { logo: { file: logo.svg, descrizione: Esempio }, nome:",
    );
    fs::write(folder.path().join("piano.yaml"), with_logo).unwrap();
    fs::rename(folder.path().join("enorme"), folder.path().join("logo.svg")).unwrap();
    pira(folder.path(), &["genera", "piano.yaml"])
        .fails(1)
        .says("troppo grande");
}

#[test]
fn paths_have_spaces_and_accents() {
    let folder = folder_with("");
    let below = folder.path().join("Città di più – 2027");
    fs::create_dir(&below).unwrap();
    fs::write(below.join("piano “è” così.yaml"), MINIMAL_PLAN).unwrap();
    pira(&below, &["genera", "piano “è” così.yaml"])
        .succeeds()
        .says("piano “è” così.pdf: 2 pagine");
    let local = "Città di più – 2027/piano “è” così.yaml";
    pira(folder.path(), &["genera", local, "-o", "è.pdf"]).succeeds();
    assert!(folder.path().join("è.pdf").exists());
}

#[test]
fn without_an_environment_the_document_is_the_same() {
    let folder = folder_with(MINIMAL_PLAN);
    pira(folder.path(), &["genera", "piano.yaml"]).succeeds();
    let with_environment = document(folder.path());
    let mut without = command(folder.path(), &["genera", "piano.yaml"]);
    run_to_end(without.env_clear()).succeeds();
    assert!(document(folder.path()) == with_environment);
}

/// A face that a template asks for and the program has not is told, and the document is made.
#[test]
fn a_character_that_no_font_draws_is_told() {
    let folder = folder_with(MINIMAL_PLAN);
    let ours = folder.path().join("nostri");
    fs::create_dir(&ours).unwrap();
    fs::write(
        ours.join("premessa.typ.j2"),
        "#text(font: \"Carattere assente\")[= Premessa]\n",
    )
    .unwrap();
    pira(
        folder.path(),
        &["genera", "piano.yaml", "--modelli", "nostri"],
    )
    .succeeds()
    .says("il carattere tipografico “carattere assente” non è fra quelli del documento");
}

#[cfg(unix)]
mod unix {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::{PermissionsExt, symlink};
    use std::process::Command;

    use super::*;

    /// Runs a line of the shell, in which `$PIRA` is the program.
    fn sh(folder: &Path, line: &str) -> crate::support::Run {
        let mut command = Command::new("sh");
        command
            .args(["-c", line])
            .current_dir(folder)
            .env("PIRA", env!("CARGO_BIN_EXE_pira"))
            .env("NO_COLOR", "1");
        run_to_end(&mut command)
    }

    #[test]
    fn a_full_disk_leaves_the_file_of_before() {
        let folder = folder_with(MINIMAL_PLAN);
        fs::write(folder.path().join("piano.pdf"), "quello di prima").unwrap();
        // No file may grow past eight blocks of 512 bytes: writing fails as on a full disk.
        sh(
            folder.path(),
            "trap '' XFSZ; ulimit -f 8; exec \"$PIRA\" genera piano.yaml",
        )
        .fails(3)
        .says("non riesco a scrivere piano.pdf: il file è troppo grande");
        assert_eq!(document(folder.path()), b"quello di prima");
        assert_eq!(entries(folder.path()), ["piano.pdf", "piano.yaml"]);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_full_standard_output_is_told() {
        let folder = folder_with(MINIMAL_PLAN);
        for line in [
            "\"$PIRA\" genera piano.yaml -o - > /dev/full",
            "\"$PIRA\" schema > /dev/full",
        ] {
            sh(folder.path(), line).fails(3).says("il disco è pieno");
        }
    }

    #[test]
    fn whoever_closes_the_standard_output_has_had_enough() {
        let folder = folder_with(MINIMAL_PLAN);
        for line in [
            "\"$PIRA\" genera piano.yaml -o - | head -c 1 > /dev/null",
            "\"$PIRA\" schema | head -c 1 > /dev/null",
            "\"$PIRA\" --help | head -c 1 > /dev/null",
            "\"$PIRA\" schema >&-",
            "\"$PIRA\" genera piano.yaml >&- 2>&-",
        ] {
            let run = sh(folder.path(), line).succeeds();
            assert_eq!(run.stderr.matches("errore").count(), 0, "{}", run.stderr);
        }
        sh(
            folder.path(),
            "\"$PIRA\" genera assente.yaml 2>&-; test $? = 3",
        )
        .succeeds();
    }

    #[test]
    fn a_read_only_folder_is_told() {
        let folder = folder_with(MINIMAL_PLAN);
        let closed = folder.path().join("chiusa");
        fs::create_dir(&closed).unwrap();
        fs::write(closed.join("piano.pdf"), "quello di prima").unwrap();
        fs::set_permissions(&closed, fs::Permissions::from_mode(0o555)).unwrap();
        // Whoever may write everywhere has no read-only folder but those of the system.
        let writable = fs::File::create(closed.join("prova")).is_ok();
        let output = if writable {
            "/proc/piano.pdf"
        } else {
            "chiusa/piano.pdf"
        };
        pira(folder.path(), &["genera", "piano.yaml", "-o", output])
            .fails(3)
            .says("non riesco a scrivere");
        fs::set_permissions(&closed, fs::Permissions::from_mode(0o755)).unwrap();
        assert_eq!(
            fs::read(closed.join("piano.pdf")).unwrap(),
            b"quello di prima"
        );
    }

    #[test]
    fn an_output_that_is_a_link_stays_one() {
        let folder = folder_with(MINIMAL_PLAN);
        let path = folder.path();
        symlink("b.pdf", path.join("a.pdf")).unwrap();
        symlink("a.pdf", path.join("b.pdf")).unwrap();
        pira(path, &["genera", "piano.yaml", "-o", "a.pdf"])
            .fails(3)
            .says("il collegamento gira su se stesso");
        fs::create_dir(path.join("lontano")).unwrap();
        symlink("lontano/vero.pdf", path.join("corto.pdf")).unwrap();
        for _ in 0..2 {
            pira(path, &["genera", "piano.yaml", "-o", "corto.pdf"]).succeeds();
            assert!(path.join("corto.pdf").is_symlink());
            assert!(
                fs::read(path.join("lontano/vero.pdf"))
                    .unwrap()
                    .starts_with(b"%PDF")
            );
            assert_eq!(entries(&path.join("lontano")), ["vero.pdf"]);
        }
    }

    #[test]
    fn a_fifo_is_read_as_a_file() {
        let folder = folder_with(MINIMAL_PLAN);
        sh(
            folder.path(),
            "mkfifo coda && (cat piano.yaml > coda &) && \"$PIRA\" genera coda -o coda.pdf",
        )
        .succeeds();
        pira(folder.path(), &["genera", "piano.yaml"]).succeeds();
        let from_the_queue = fs::read(folder.path().join("coda.pdf")).unwrap();
        assert!(from_the_queue == document(folder.path()));
    }

    /// What the plan or the folder of templates names must be a file: a fifo would be waited for.
    #[test]
    fn a_fifo_that_the_plan_names_is_refused() {
        let variazioni = format!("variazioni: [coda.yaml]\n{MINIMAL_PLAN}");
        let folder = folder_with(&variazioni);
        sh(
            folder.path(),
            "mkfifo coda.yaml; mkdir m; mkfifo m/premessa.typ.j2",
        )
        .succeeds();
        pira(folder.path(), &["genera", "piano.yaml"])
            .fails(1)
            .says("non è un file");
        fs::write(folder.path().join("piano.yaml"), MINIMAL_PLAN).unwrap();
        pira(folder.path(), &["genera", "piano.yaml", "--modelli", "m"])
            .fails(1)
            .says("non è un file");
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_name_that_is_no_text_is_taken() {
        let folder = folder_with(MINIMAL_PLAN);
        let name = OsStr::from_bytes(b"pi\xffano.yaml");
        fs::rename(folder.path().join("piano.yaml"), folder.path().join(name)).unwrap();
        let mut command = command(folder.path(), &["genera"]);
        run_to_end(command.arg(name)).succeeds();
        assert!(
            folder
                .path()
                .join(OsStr::from_bytes(b"pi\xffano.pdf"))
                .exists()
        );
    }

    /// Memory that runs out is told, and ends the run as a failure of the system.
    #[cfg(target_os = "linux")]
    #[test]
    fn memory_that_runs_out_is_told() {
        let folder = folder_with(MINIMAL_PLAN);
        let templates = folder.path().join("m");
        fs::create_dir(&templates).unwrap();
        fs::write(
            templates.join("premessa.typ.j2"),
            "#(\"x\" * 99999999999)\n",
        )
        .unwrap();
        sh(
            folder.path(),
            "ulimit -v 4000000; \"$PIRA\" genera piano.yaml --modelli m",
        )
        .fails(3)
        .says("la memoria non basta");
    }
}
