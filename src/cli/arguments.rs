//! All the arguments of all commands. The Italian comments of the fields are the help that the user reads.

use std::path::PathBuf;
use std::str::FromStr;

use clap::{Args, Parser, Subcommand, ValueEnum};

use super::formats;
use super::writing::Replacing;
use pira::Standard;
use pira::piano::{Allegato, Anno, Atto, Data, Testo};

const HELP: &str = "\
{about}

Uso: {usage}

Comandi:
{subcommands}

Opzioni:
{options}{after-help}";

const COMMAND_HELP: &str = "\
{about}

Uso: {usage}

{all-args}{after-help}";

/// Genera il PIRA, il Piano degli indicatori e dei risultati attesi di bilancio, da un piano YAML.
#[derive(Parser)]
#[command(
    name = "pira",
    version,
    help_template = HELP,
    override_usage = "pira COMANDO [OPZIONI]",
    disable_help_flag = true,
    disable_version_flag = true,
    disable_help_subcommand = true,
    subcommand_required = true,
    after_help = "\nEsempio: pira genera data/frosinone-latina-2021.yaml"
)]
pub(super) struct Pira {
    #[command(subcommand)]
    pub command: Command,

    /// Mostra questo aiuto.
    #[arg(short = 'h', long = "help", visible_alias = "aiuto", action = clap::ArgAction::Help, global = true, help_heading = "Opzioni")]
    aiuto: Option<bool>,

    /// Mostra la versione.
    #[arg(short = 'V', long = "version", visible_alias = "versione", action = clap::ArgAction::Version)]
    versione: Option<bool>,
}

#[derive(Subcommand)]
pub(super) enum Command {
    /// Genera il documento da un piano.
    Genera(Genera),
    /// Controlla un piano, o più piani, e dice che cosa non va.
    Verifica(Verifica),
    /// Spiega una regola di verifica, o le elenca.
    Spiega(Spiega),
    /// Confronta due piani, o un piano con le sue variazioni.
    Confronta(Confronta),
    /// Scrive il piano con le sue variazioni, da cui partire l'anno dopo.
    Consolida(Consolida),
    /// Unisce il PIRA e gli altri allegati al preventivo, in un solo PDF.
    Allega(Allega),
    /// Scrive i dati del piano in un formato aperto.
    Esporta(Esporta),
    /// Restituisce i file che un PDF porta dentro di sé.
    Estrai(Estrai),
    /// Scrive un piano nuovo, commentato, da riempire.
    Nuovo(Nuovo),
    /// Stampa lo schema JSON per gli editor.
    Schema(Schema),
    /// Scrive in una cartella i modelli predefiniti, da modificare.
    Modelli(Modelli),
}

/// Genera il documento da un piano.
#[derive(Args)]
#[command(
    help_template = COMMAND_HELP,
    override_usage = "pira genera PIANO.yaml... [OPZIONI]",
    after_help = "\n\nEsempio: pira genera piano.yaml -o pira-2021.pdf"
)]
pub(super) struct Genera {
    /// Il piano, o i piani; - per leggerne uno dallo standard input.
    #[arg(value_name = "PIANO.yaml", required = true, help_heading = "Argomenti")]
    pub piani: Vec<PathBuf>,

    /// Il file da scrivere, o la cartella (cartella/); - per lo standard output. Con più piani, la cartella. Se manca, il nome del piano nella cartella corrente.
    #[arg(
        short = 'o',
        long = "output",
        value_name = "FILE",
        help_heading = "Opzioni"
    )]
    pub output: Option<PathBuf>,

    #[command(flatten)]
    pub overwrite: Overwrite,

    /// Il formato: pdf, typ (il sorgente Typst) o png (un'immagine per pagina). Se manca, quello del nome di -o, o pdf.
    #[arg(
        long,
        value_name = "FORMATO",
        hide_possible_values = true,
        help_heading = "Opzioni"
    )]
    pub formato: Option<DocumentFormat>,

    /// La definizione delle immagini, in punti per pollice (da 20 a 600). Se manca, 144.
    #[arg(long, value_name = "PPI", default_value_t = 144, hide_default_value = true, value_parser = clap::value_parser!(u16).range(20..=600), help_heading = "Opzioni")]
    pub ppi: u16,

    /// Gli standard del PDF, separati da virgole: a-1b, a-2a, a-3a, ua-1, 1.7 e altri. Se manca, a-2a,ua-1.
    #[arg(
        long,
        value_name = "STANDARD",
        value_delimiter = ',',
        help_heading = "Opzioni"
    )]
    pub standard: Vec<Standard>,

    /// Segna ogni pagina come BOZZA.
    #[arg(long, help_heading = "Opzioni")]
    pub bozza: bool,

    /// Usa i modelli di questa cartella al posto di quelli predefiniti.
    #[arg(long, value_name = "CARTELLA", help_heading = "Opzioni")]
    pub modelli: Option<PathBuf>,

    /// Una variazione da applicare al piano; si può ripetere.
    #[arg(
        long = "variazione",
        value_name = "VARIAZIONE.yaml",
        help_heading = "Opzioni"
    )]
    pub variazioni: Vec<PathBuf>,

    /// Non segna in margine ciò che le variazioni hanno modificato.
    #[arg(long, help_heading = "Opzioni")]
    pub senza_segni: bool,

    /// Aggiunge in fondo il quadro di raffronto e i totali prima e dopo.
    #[arg(long, help_heading = "Opzioni")]
    pub quadro: bool,

    /// L'allegato e il suo atto, al posto di quelli del piano: "d" oppure "d, deliberazione, Consiglio, 14, 2020-12-03" (numero e data si possono tralasciare).
    #[arg(long, value_name = "ALLEGATO", help_heading = "Opzioni")]
    pub allegato: Option<AllegatoArgument>,

    /// Il numero della prima pagina, per continuare quelle di un fascicolo.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..1_000_000), help_heading = "Opzioni")]
    pub pagina_iniziale: Option<u32>,

    /// Quante pagine ha il fascicolo, per “Pagina x di y”.
    #[arg(long, value_name = "N", requires = "pagina_iniziale", value_parser = clap::value_parser!(u32).range(1..1_000_000), help_heading = "Opzioni")]
    pub pagine_totali: Option<u32>,

    /// Mette dentro il PDF i dati da cui nasce e quelli aperti (PDF/A-3a): pira estrai li restituisce.
    #[arg(long, help_heading = "Opzioni")]
    pub con_dati: bool,

    /// Resta in attesa, e scrive di nuovo il documento ogni volta che si salva il piano, una variazione, un modello o il logo.
    #[arg(long, help_heading = "Opzioni")]
    pub osserva: bool,

    /// Il tempo massimo per un documento, in secondi. Se manca, 600.
    #[arg(long, value_name = "SECONDI", default_value_t = 600, hide_default_value = true, value_parser = clap::value_parser!(u32).range(1..1_000_000), help_heading = "Opzioni")]
    pub tempo_massimo: u32,

    /// La memoria che il programma può usare, in MiB. Se manca, 4096.
    #[arg(long, value_name = "MIB", default_value_t = 4096, hide_default_value = true, value_parser = clap::value_parser!(u32).range(64..1_000_000), help_heading = "Opzioni")]
    pub memoria_massima: u32,
}

impl Genera {
    /// The format of the documents. With many plans the output is a folder, whose name says no format.
    pub(super) fn format(&self) -> DocumentFormat {
        let only = self.output.as_deref().filter(|_| self.piani.len() == 1);
        formats::chosen(self.formato, only, DocumentFormat::Pdf)
    }
}

// `--sovrascrivi`, which several commands share. This is no documentation comment because clap would
// show it as the help of the whole command.
#[derive(Args, Clone, Copy)]
pub(super) struct Overwrite {
    /// Scrive anche al posto di un file firmato, di uno fatto da un altro programma o di uno che altrimenti non si tocca; mai al posto di un file che il comando legge.
    #[arg(long = "sovrascrivi", help_heading = "Opzioni")]
    is_asked: bool,
}

impl Overwrite {
    /// What may be done to an existing file: [`Replacing::Anything`] if `--sovrascrivi` was given, otherwise
    /// `usual`.
    pub(super) fn or(self, usual: Replacing) -> Replacing {
        if self.is_asked {
            Replacing::Anything
        } else {
            usual
        }
    }
}

/// The value of `genera --allegato`: `d, deliberazione, Consiglio, 14, 2020-12-03`.
#[derive(Clone)]
pub(super) struct AllegatoArgument {
    /// The annex.
    pub allegato: Allegato,
    /// The option's value, as typed.
    pub text: String,
}

impl FromStr for AllegatoArgument {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let parts: Vec<&str> = text.split(',').map(str::trim).collect();
        let (letter, atto) = match parts.as_slice() {
            [letter] => (letter, None),
            [letter, tipo, organo, other @ ..] if other.len() <= 2 => {
                let data = match other.get(1) {
                    Some(data) => Some(Data::parse(data).ok_or_else(|| {
                        format!("“{data}” non è una data: si scrive come 2020-12-03")
                    })?),
                    None => None,
                };
                let number = other.first().filter(|number| !number.is_empty());
                let atto = Atto {
                    tipo: Testo::new(*tipo),
                    organo: Testo::new(*organo),
                    numero: number.map(|number| Testo::new(*number)),
                    data,
                };
                (letter, Some(atto))
            }
            _ => {
                return Err(
                    "si scrive come \"d\" oppure \"d, deliberazione, Consiglio, 14, 2020-12-03\""
                        .to_owned(),
                );
            }
        };
        if letter.trim_matches(['(', ')', ' ']).is_empty() {
            return Err("manca la lettera dell'allegato".to_owned());
        }
        if atto
            .as_ref()
            .is_some_and(|atto| atto.tipo.is_empty() || atto.organo.is_empty())
        {
            return Err("manca il genere dell'atto, o l'organo che lo adotta".to_owned());
        }
        Ok(Self {
            allegato: Allegato {
                lettera: Testo::new(*letter),
                atto,
            },
            text: text.to_owned(),
        })
    }
}

/// What `genera` writes.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum DocumentFormat {
    Pdf,
    Typ,
    Png,
}

/// Scrive in una cartella i modelli predefiniti, da modificare.
#[derive(Args)]
#[command(
    help_template = COMMAND_HELP,
    override_usage = "pira modelli CARTELLA",
    after_help = "\n\nEsempio: pira modelli i-nostri-modelli"
)]
pub(super) struct Modelli {
    /// La cartella; i file che ci sono già non si toccano.
    #[arg(value_name = "CARTELLA", help_heading = "Argomenti")]
    pub folder: PathBuf,

    #[command(flatten)]
    pub overwrite: Overwrite,
}

/// Controlla un piano, o più piani, e dice che cosa non va.
#[derive(Args)]
#[command(
    help_template = COMMAND_HELP,
    override_usage = "pira verifica PIANO.yaml... [OPZIONI]",
    after_help = "\n\nCodice di uscita: 0 nessun errore, 1 errori (con --severo anche avvisi), 2 o 3 un altro errore.\n\nEsempio: pira verifica piano.yaml --severo"
)]
pub(super) struct Verifica {
    /// Il piano, o i piani; - per leggerne uno dallo standard input.
    #[arg(value_name = "PIANO.yaml", required = true, help_heading = "Argomenti")]
    pub piani: Vec<PathBuf>,

    /// Il formato dei rilievi: testo o json. Se manca, testo.
    #[arg(
        long,
        value_name = "FORMATO",
        default_value = "testo",
        hide_default_value = true,
        hide_possible_values = true,
        help_heading = "Opzioni"
    )]
    pub formato: RilieviFormat,

    /// Anche gli avvisi contano come errori, se il piano non li accetta.
    #[arg(long, help_heading = "Opzioni")]
    pub severo: bool,

    /// Stampa la tabella di conformità al DPCM 18/09/2012.
    #[arg(long, help_heading = "Opzioni")]
    pub conformita: bool,

    /// Una variazione da applicare al piano; si può ripetere.
    #[arg(
        long = "variazione",
        value_name = "VARIAZIONE.yaml",
        help_heading = "Opzioni"
    )]
    pub variazioni: Vec<PathBuf>,
}

/// Spiega una regola di verifica, o le elenca.
#[derive(Args)]
#[command(
    help_template = COMMAND_HELP,
    override_usage = "pira spiega [REGOLA]",
    after_help = "\n\nEsempio: pira spiega anno-riportato"
)]
pub(super) struct Spiega {
    /// Il nome della regola, scritto accanto al rilievo; se manca, tutte in elenco.
    #[arg(value_name = "REGOLA", help_heading = "Argomenti")]
    pub regola: Option<String>,
}

/// Confronta due piani, o un piano con le sue variazioni.
#[derive(Args)]
#[command(
    help_template = COMMAND_HELP,
    override_usage = "pira confronta PRIMA.yaml DOPO.yaml [OPZIONI]\n     pira confronta PIANO.yaml --variazione VARIAZIONE.yaml [OPZIONI]",
    after_help = "\n\nCodice di uscita: 0 nessuna differenza, 1 differenze, 2 o 3 un errore.\n\nEsempio: pira confronta pira-2026.yaml pira-2027.yaml --formato pdf -o raffronto.pdf"
)]
pub(super) struct Confronta {
    /// Il piano di prima; - per leggerlo dallo standard input.
    #[arg(value_name = "PRIMA.yaml", help_heading = "Argomenti")]
    pub before: PathBuf,

    /// Il piano di dopo; se manca, quello di prima con le sue variazioni.
    #[arg(value_name = "DOPO.yaml", help_heading = "Argomenti")]
    pub after: Option<PathBuf>,

    /// Una variazione da applicare al piano di prima; si può ripetere.
    #[arg(
        long = "variazione",
        value_name = "VARIAZIONE.yaml",
        help_heading = "Opzioni"
    )]
    pub variazioni: Vec<PathBuf>,

    /// Il formato: testo, markdown, json, pdf, typ o variazione (un file da completare con l'atto). Se manca, quello del nome di -o, o testo.
    #[arg(
        long,
        value_name = "FORMATO",
        hide_possible_values = true,
        help_heading = "Opzioni"
    )]
    pub formato: Option<ConfrontoFormat>,

    /// Il file da scrivere, o la cartella (cartella/); - per lo standard output. Se manca, lo standard output; per il pdf, quadro-di-raffronto.pdf.
    #[arg(
        short = 'o',
        long = "output",
        value_name = "FILE",
        help_heading = "Opzioni"
    )]
    pub output: Option<PathBuf>,

    #[command(flatten)]
    pub overwrite: Overwrite,
}

impl Confronta {
    /// The format of the comparison.
    pub(super) fn format(&self) -> ConfrontoFormat {
        formats::chosen(self.formato, self.output.as_deref(), ConfrontoFormat::Testo)
    }
}

/// The format of a comparison.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ConfrontoFormat {
    Testo,
    Markdown,
    Json,
    Pdf,
    Typ,
    Variazione,
}

/// Scrive il piano con le sue variazioni, da cui partire l'anno dopo.
#[derive(Args)]
#[command(
    help_template = COMMAND_HELP,
    override_usage = "pira consolida PIANO.yaml --variazione VARIAZIONE.yaml [OPZIONI]",
    after_help = "\n\nEsempio: pira consolida piano.yaml --variazione luglio.yaml -o piano-coordinato.yaml"
)]
pub(super) struct Consolida {
    /// Il piano; - per leggerlo dallo standard input.
    #[arg(value_name = "PIANO.yaml", help_heading = "Argomenti")]
    pub piano: PathBuf,

    /// Una variazione da applicare al piano; si può ripetere.
    #[arg(
        long = "variazione",
        value_name = "VARIAZIONE.yaml",
        help_heading = "Opzioni"
    )]
    pub variazioni: Vec<PathBuf>,

    /// Il file da scrivere, o la cartella (cartella/). Se manca, lo standard output.
    #[arg(
        short = 'o',
        long = "output",
        value_name = "FILE",
        help_heading = "Opzioni"
    )]
    pub output: Option<PathBuf>,

    #[command(flatten)]
    pub overwrite: Overwrite,
}

/// The format of findings.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum RilieviFormat {
    Testo,
    Json,
}

/// Unisce il PIRA e gli altri allegati al preventivo, in un solo PDF.
#[derive(Args)]
#[command(
    help_template = COMMAND_HELP,
    override_usage = "pira allega --a PREVENTIVO.pdf PIRA.pdf [OPZIONI]",
    after_help = "\n\nEsempio: pira allega --a preventivo.pdf pira.pdf --allegato \"a)=budget.pdf\" -o fascicolo.pdf"
)]
pub(super) struct Allega {
    /// Il PIRA.
    #[arg(value_name = "PIRA.pdf", help_heading = "Argomenti")]
    pub pira: PathBuf,

    /// Il preventivo economico, che apre il fascicolo.
    #[arg(long, value_name = "PREVENTIVO.pdf", help_heading = "Opzioni")]
    pub a: PathBuf,

    /// Un altro allegato: "a)=budget.pdf", oppure "a) Titolo=budget.pdf"; si può ripetere.
    #[arg(
        long = "allegato",
        value_name = "LETTERA)=FILE.pdf",
        help_heading = "Opzioni"
    )]
    pub allegati: Vec<PartArgument>,

    /// Mette gli allegati nell'ordine in cui sono scritti, il PIRA per primo, e non in quello delle lettere.
    #[arg(long, help_heading = "Opzioni")]
    pub in_questo_ordine: bool,

    /// Il titolo del preventivo nei segnalibri e nelle proprietà. Se manca, quello che il file dichiara.
    #[arg(long, value_name = "TITOLO", help_heading = "Opzioni")]
    pub titolo: Option<String>,

    /// Allega come file dentro il preventivo, senza toccarne le pagine: per un preventivo già firmato.
    #[arg(long, help_heading = "Opzioni")]
    pub come_file: bool,

    /// Controlla con un validatore se ogni parte rispetta gli standard che dichiara, e nel fascicolo dichiara solo quelli rispettati.
    #[arg(long, conflicts_with = "come_file", help_heading = "Opzioni")]
    pub verifica_parti: bool,

    /// Il file da scrivere, o la cartella (cartella/); - per lo standard output. Se manca, il nome del preventivo con -fascicolo.
    #[arg(
        short = 'o',
        long = "output",
        value_name = "FASCICOLO.pdf",
        help_heading = "Opzioni"
    )]
    pub output: Option<PathBuf>,

    #[command(flatten)]
    pub overwrite: Overwrite,
}

/// The value of `allega --allegato`: `a) Titolo=budget.pdf`.
#[derive(Clone)]
pub(super) struct PartArgument {
    /// The letter.
    pub letter: String,
    /// The title, if it says one.
    pub titolo: Option<String>,
    /// The file.
    pub file: PathBuf,
}

impl FromStr for PartArgument {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let parts = text
            .split_once('=')
            .and_then(|(name, file)| Some((name.split_once(')')?, file)))
            .filter(|((letter, _), file)| !letter.trim().is_empty() && !file.is_empty());
        let Some(((letter, titolo), file)) = parts else {
            return Err(
                "si scrive come \"a)=budget.pdf\" oppure \"a) Titolo=budget.pdf\"".to_owned(),
            );
        };
        let titolo = titolo.trim();
        Ok(Self {
            letter: letter.trim().to_lowercase(),
            titolo: (!titolo.is_empty()).then(|| titolo.to_owned()),
            file: PathBuf::from(file),
        })
    }
}

/// Scrive i dati del piano in un formato aperto.
#[derive(Args)]
#[command(
    help_template = COMMAND_HELP,
    override_usage = "pira esporta PIANO.yaml [OPZIONI]",
    after_help = "\n\nEsempio: pira esporta piano.yaml --formato csv -o indicatori.csv"
)]
pub(super) struct Esporta {
    /// Il piano; - per leggerlo dallo standard input.
    #[arg(value_name = "PIANO.yaml", help_heading = "Argomenti")]
    pub piano: PathBuf,

    /// Una variazione da applicare al piano; si può ripetere.
    #[arg(
        long = "variazione",
        value_name = "VARIAZIONE.yaml",
        help_heading = "Opzioni"
    )]
    pub variazioni: Vec<PathBuf>,

    /// Il formato: csv (gli indicatori, una riga per anno), json (il piano) o xlsx (indicatori, obiettivi, totali). Se manca, quello del nome di -o, o csv.
    #[arg(
        long,
        value_name = "FORMATO",
        hide_possible_values = true,
        help_heading = "Opzioni"
    )]
    pub formato: Option<DataFormat>,

    /// Il csv come lo apre un foglio di calcolo in italiano: punto e virgola fra i campi, virgola nei numeri, e ogni testo com'è scritto (011 resta 011).
    #[arg(long, help_heading = "Opzioni")]
    pub csv_italiano: bool,

    /// Il file da scrivere, o la cartella (cartella/); - per lo standard output. Se manca, il nome del piano nella cartella corrente.
    #[arg(
        short = 'o',
        long = "output",
        value_name = "FILE",
        help_heading = "Opzioni"
    )]
    pub output: Option<PathBuf>,

    #[command(flatten)]
    pub overwrite: Overwrite,
}

impl Esporta {
    /// The format of the data.
    pub(super) fn format(&self) -> DataFormat {
        formats::chosen(self.formato, self.output.as_deref(), DataFormat::Csv)
    }
}

/// An open format.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum DataFormat {
    Csv,
    Json,
    Xlsx,
}

/// Restituisce i file che un PDF porta dentro di sé.
#[derive(Args)]
#[command(
    help_template = COMMAND_HELP,
    override_usage = "pira estrai FILE.pdf [OPZIONI]",
    after_help = "\n\nEsempio: pira estrai pira-2021.pdf -o dati-2021"
)]
pub(super) struct Estrai {
    /// Il PDF.
    #[arg(value_name = "FILE.pdf", help_heading = "Argomenti")]
    pub pdf: PathBuf,

    /// La cartella dove scriverli. Se manca, una con il nome del PDF nella cartella corrente.
    #[arg(
        short = 'o',
        long = "output",
        value_name = "CARTELLA",
        help_heading = "Opzioni"
    )]
    pub folder: Option<PathBuf>,

    /// Genera di nuovo il documento in quella cartella, e dice se è identico.
    #[arg(long, help_heading = "Opzioni")]
    pub rigenera: bool,

    #[command(flatten)]
    pub overwrite: Overwrite,
}

/// Scrive un piano nuovo, commentato, da riempire.
#[derive(Args)]
#[command(
    help_template = COMMAND_HELP,
    override_usage = "pira nuovo [OPZIONI]",
    after_help = "\n\nEsempio: pira nuovo --ente \"Camera di commercio di Esempio\" --anno 2027 -o piano.yaml"
)]
pub(super) struct Nuovo {
    /// Il nome dell'ente.
    #[arg(
        long,
        value_name = "NOME",
        default_value = "Camera di commercio di esempio",
        hide_default_value = true,
        help_heading = "Opzioni"
    )]
    pub ente: String,

    /// L'anno del bilancio. Se manca, 2027.
    #[arg(
        long,
        value_name = "AAAA",
        default_value = "2027",
        hide_default_value = true,
        help_heading = "Opzioni"
    )]
    pub anno: Anno,

    /// Il file da scrivere, o la cartella (cartella/). Se manca, lo standard output.
    #[arg(
        short = 'o',
        long = "output",
        value_name = "FILE",
        help_heading = "Opzioni"
    )]
    pub output: Option<PathBuf>,

    #[command(flatten)]
    pub overwrite: Overwrite,
}

/// Stampa lo schema JSON per gli editor.
#[derive(Args)]
#[command(
    help_template = COMMAND_HELP,
    override_usage = "pira schema [OPZIONI]",
    after_help = "\n\nEsempio: pira schema > piano.schema.json"
)]
pub(super) struct Schema {
    /// Di che cosa: piano, variazione, confronto (ciò che stampa confronta --formato json) o rilievi (verifica --formato json). Se manca, piano.
    #[arg(
        long,
        value_name = "CHE",
        default_value = "piano",
        hide_default_value = true,
        hide_possible_values = true,
        help_heading = "Opzioni"
    )]
    pub di: SchemaSubject,
}

/// What a schema describes.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum SchemaSubject {
    Piano,
    Variazione,
    Confronto,
    Rilievi,
}
