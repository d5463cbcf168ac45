//! The standards that a PDF declares, and those that several share.

use std::fmt;

use super::output_intents::Common;
use super::parte::Parte;
use super::roles::Roles;
use super::xmp::{Name, Unreadable, properties};

const PDFA_PART: Name = ("http://www.aiim.org/pdfa/ns/id/", "part");
const PDFA_CONFORMANCE: Name = ("http://www.aiim.org/pdfa/ns/id/", "conformance");
const PDFUA_PART: Name = ("http://www.aiim.org/pdfua/ns/id/", "part");

/// The standards of a file; it prints as their names, and as nothing where there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Conformita {
    /// PDF/A: part and level; from the fourth part on there is a level only for some, and `-` stands
    /// for none.
    pub archivio: Option<(u8, char)>,
    /// PDF/UA: part.
    pub accesso: Option<u8>,
}

impl Conformita {
    /// What a part declares in its metadata.
    ///
    /// # Errors
    /// Metadata that cannot be read.
    pub(super) fn dichiarata(parte: &Parte) -> Result<Self, Unreadable> {
        let metadati = parte.catalogo().and_then(|c| c.get(b"Metadata").ok());
        let metadati = metadati.and_then(|metadati| parte.data(metadati));
        metadati.map_or_else(
            || Ok(Self::default()),
            |metadati| Self::in_metadata(&metadati),
        )
    }

    /// What some metadata declare (ISO 19005-2 6.6.4, ISO 14289-1 5).
    ///
    /// # Errors
    /// Metadata that cannot be read.
    pub(super) fn in_metadata(metadati: &[u8]) -> Result<Self, Unreadable> {
        let [parte, livello, accesso] =
            properties(metadati, [PDFA_PART, PDFA_CONFORMANCE, PDFUA_PART])?;
        let numero = |parte: Option<String>| parte.and_then(|parte| parte.parse::<u8>().ok());
        let livello = livello.and_then(|livello| match *livello.as_bytes() {
            [livello] => Some(char::from(livello.to_ascii_lowercase())),
            _ => None,
        });
        Ok(Self {
            archivio: numero(parte).and_then(|parte| match (parte, livello) {
                (1..=3, Some(livello @ ('a' | 'b' | 'u'))) => Some((parte, livello)),
                (4.., livello) => Some((parte, livello.unwrap_or('-'))),
                _ => None,
            }),
            accesso: numero(accesso),
        })
    }

    fn only_archive(self) -> Self {
        Self {
            accesso: None,
            ..self
        }
    }

    fn only_access(self) -> Self {
        Self {
            archivio: None,
            ..self
        }
    }

    /// What two files share, of what a file of PDF 1.7 can be. PDF/A-2 is within PDF/A-3; PDF/A-1 is by
    /// itself.
    fn comune(self, altra: Self) -> Self {
        let both = self.archivio.zip(altra.archivio);
        let both = both.filter(|(a, b)| is_archive(*a) && is_archive(*b));
        let archivio = both.and_then(|(a, b)| {
            let parte = match (a.0, b.0) {
                (a @ 1..=3, b) if a == b => a,
                (2, 3) | (3, 2) => 3,
                _ => return None,
            };
            Some((parte, a.1.min_livello(b.1)))
        });
        let accesso = self
            .accesso
            .filter(|parte| *parte == 1 && self.accesso == altra.accesso);
        Self { archivio, accesso }
    }
}

trait Livello {
    fn min_livello(self, altro: Self) -> Self;
}

impl Livello for char {
    /// The lower of two levels of PDF/A: `b`, then `u`, then `a`.
    fn min_livello(self, altro: Self) -> Self {
        let posto = |livello| "bua".find(livello).unwrap_or(0);
        if posto(self) <= posto(altro) {
            self
        } else {
            altro
        }
    }
}

impl fmt::Display for Conformita {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let archivio = self.archivio.map(|(parte, livello)| match livello {
            '-' => format!("PDF/A-{parte}"),
            livello => format!("PDF/A-{parte}{livello}"),
        });
        let accesso = self.accesso.map(|parte| format!("PDF/UA-{parte}"));
        let nomi: Vec<String> = archivio.into_iter().chain(accesso).collect();
        f.write_str(&nomi.join(" + "))
    }
}

/// What a dossier of some parts declares.
pub struct Declaration {
    /// The standards that all the parts share.
    pub conformita: Conformita,
    /// Who lowered them, and why.
    pub ribassi: Vec<String>,
    /// The part that says what the device colours of all mean.
    pub intento: Option<usize>,
}

/// What the parts share, and what joining them takes away.
pub fn declare(parti: &[Parte], ruoli: &Roles) -> Declaration {
    let mut comune = parti
        .iter()
        .map(|parte| parte.conformita)
        .reduce(Conformita::comune)
        .unwrap_or_default();
    // A single part has not been compared with any.
    comune = comune.comune(comune);
    let mut ribassi: Vec<String> = parti.iter().flat_map(|p| p.ribassi.clone()).collect();
    ribassi.extend(lowered_by_declaring_less(parti, comune));
    let colori = Common::of(parti);
    if let Some((uno, altro)) = colori.disagreement()
        && comune.archivio.take().is_some()
    {
        ribassi.push(format!(
            "i colori di {} ({}) e di {} ({}) si intendono secondo profili diversi: il fascicolo, che ne ha uno solo, non può dichiarare PDF/A",
            parti[uno].nome,
            colori.name(uno),
            parti[altro].nome,
            colori.name(altro),
        ));
    }
    let intento = colori.kept(comune.archivio.is_some());
    if intento.is_none() {
        ribassi.extend(colori.lost().map(|(parte, profilo)| {
            format!(
                "di {} non passa nel fascicolo il profilo dei colori ({profilo}), che varrebbe anche per le altre parti",
                parti[parte].nome
            )
        }));
    }
    if comune.accesso.is_some() && ruoli.mix_headings() {
        comune.accesso = None;
        ribassi.push(
            "una parte ha titoli senza livello (H) e un'altra titoli di livello (H1, H2): in un PDF/UA stanno gli uni o gli altri"
                .to_owned(),
        );
    }
    Declaration {
        conformita: comune,
        ribassi,
        intento,
    }
}

/// Whether a part and a level of PDF/A are of some norm (ISO 19005).
fn is_archive((part, level): (u8, char)) -> bool {
    let levels = match part {
        1 => "ab",
        2 | 3 => "abu",
        4 => "-ef",
        _ => "",
    };
    levels.contains(level)
}

/// A standard that a dossier, which is PDF 1.7, cannot declare: a newer one, or one that there is not.
fn not_of_a_dossier(parte: &Parte, standard: Conformita, exists: bool) -> String {
    let nome = &parte.nome;
    if exists {
        format!("{nome} è {standard}, uno standard di PDF 2.0: il fascicolo non può dichiararlo")
    } else {
        format!("{nome} dichiara {standard}, che non esiste: il fascicolo non può dichiararlo")
    }
}

/// Who declares less than the others.
fn lowered_by_declaring_less(parti: &[Parte], comune: Conformita) -> Vec<String> {
    let tutte: Vec<Conformita> = parti.iter().map(|parte| parte.conformita).collect();
    let mut ribassi = Vec::new();
    for parte in parti {
        let dichiara = parte.conformita;
        let nome = &parte.nome;
        match dichiara.archivio {
            None if tutte.iter().any(|c| c.archivio.is_some()) && parte.ribassi.is_empty() => {
                ribassi.push(format!(
                    "{nome} non dichiara di essere un PDF/A: il fascicolo non può dichiararlo"
                ));
            }
            Some(archivio) if archivio.0 > 3 || !is_archive(archivio) => {
                ribassi.push(not_of_a_dossier(
                    parte,
                    dichiara.only_archive(),
                    is_archive(archivio),
                ));
            }
            _ => {}
        }
        match dichiara.accesso {
            None if tutte.iter().any(|c| c.accesso.is_some()) && parte.ribassi.is_empty() => {
                ribassi.push(format!(
                    "{nome} non dichiara di essere un PDF/UA: il fascicolo non può dichiararlo"
                ));
            }
            Some(accesso) if accesso != 1 => {
                ribassi.push(not_of_a_dossier(
                    parte,
                    dichiara.only_access(),
                    accesso == 2,
                ));
            }
            _ => {}
        }
        let piu_alto = tutte.iter().filter_map(|c| c.archivio).any(|(_, livello)| {
            livello == 'a' && dichiara.archivio.is_some_and(|(_, livello)| livello != 'a')
        });
        if piu_alto && comune.archivio.is_some() {
            ribassi.push(format!(
                "{nome} dichiara solo {dichiara}: il fascicolo non può dichiarare di più"
            ));
        }
    }
    let famiglia = |c: &Conformita| c.archivio.filter(|a| a.0 < 4 && is_archive(*a));
    let di_parte_diversa = comune.archivio.is_none() && tutte.iter().all(|c| famiglia(c).is_some());
    if di_parte_diversa && tutte.len() > 1 {
        let nomi: Vec<String> = parti
            .iter()
            .map(|p| format!("{} è {}", p.nome, p.conformita))
            .collect();
        ribassi.push(format!("le parti dichiarano PDF/A di famiglie diverse ({}): il fascicolo non può dichiararne una", nomi.join(", ")));
    }
    ribassi
}
