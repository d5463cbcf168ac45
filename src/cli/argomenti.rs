//! All the arguments, as the manual says them.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::documento::Standard;
use crate::piano::Anno;

const AIUTO: &str = "\
{about}

Uso: {usage}

Comandi:
{subcommands}

Opzioni:
{options}{after-help}";

const AIUTO_COMANDO: &str = "\
{about}

Uso: {usage}

{all-args}{after-help}";

/// Genera il PIRA, il Piano degli indicatori e dei risultati attesi di bilancio, da un piano YAML.
#[derive(Parser)]
#[command(
    name = "pira",
    version,
    help_template = AIUTO,
    override_usage = "pira COMANDO [OPZIONI]",
    disable_help_flag = true,
    disable_version_flag = true,
    disable_help_subcommand = true,
    subcommand_required = true,
    after_help = "\nEsempio: pira genera data/frosinone-latina-2021.yaml"
)]
pub struct Pira {
    #[command(subcommand)]
    pub comando: Comando,

    /// Mostra questo aiuto.
    #[arg(short = 'h', long = "help", visible_alias = "aiuto", action = clap::ArgAction::Help, global = true, help_heading = "Opzioni")]
    aiuto: Option<bool>,

    /// Mostra la versione.
    #[arg(short = 'V', long = "version", visible_alias = "versione", action = clap::ArgAction::Version)]
    versione: Option<bool>,
}

#[derive(Subcommand)]
pub enum Comando {
    /// Genera il documento da un piano.
    Genera(Genera),
    /// Controlla un piano e dice che cosa non va.
    Verifica(Verifica),
    /// Confronta due piani, o un piano con le sue variazioni.
    Confronta(Confronta),
    /// Scrive il piano con le sue variazioni, da cui partire l'anno dopo.
    Consolida(Consolida),
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
    help_template = AIUTO_COMANDO,
    override_usage = "pira genera PIANO.yaml [OPZIONI]",
    after_help = "\n\nEsempio: pira genera piano.yaml -o pira-2021.pdf"
)]
pub struct Genera {
    /// Il piano; - per leggerlo dallo standard input.
    #[arg(value_name = "PIANO.yaml", help_heading = "Argomenti")]
    pub piano: PathBuf,

    /// Il file da scrivere; - per lo standard output. Se manca, il nome del piano nella cartella corrente.
    #[arg(
        short = 'o',
        long = "output",
        value_name = "FILE",
        help_heading = "Opzioni"
    )]
    pub uscita: Option<PathBuf>,

    /// Il formato: pdf, typ (il sorgente Typst) o png (un'immagine per pagina). Se manca, pdf.
    #[arg(
        long,
        value_name = "FORMATO",
        default_value = "pdf",
        hide_default_value = true,
        hide_possible_values = true,
        help_heading = "Opzioni"
    )]
    pub formato: Formato,

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
}

/// What `genera` writes.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Formato {
    Pdf,
    Typ,
    Png,
}

impl Formato {
    /// The extension of the files.
    pub fn estensione(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Typ => "typ",
            Self::Png => "png",
        }
    }
}

/// Scrive in una cartella i modelli predefiniti, da modificare.
#[derive(Args)]
#[command(
    help_template = AIUTO_COMANDO,
    override_usage = "pira modelli CARTELLA",
    after_help = "\n\nEsempio: pira modelli i-nostri-modelli"
)]
pub struct Modelli {
    /// La cartella; i file che ci sono già non si toccano.
    #[arg(value_name = "CARTELLA", help_heading = "Argomenti")]
    pub cartella: PathBuf,
}

/// Controlla un piano e dice che cosa non va.
#[derive(Args)]
#[command(
    help_template = AIUTO_COMANDO,
    override_usage = "pira verifica PIANO.yaml [OPZIONI]",
    after_help = "\n\nEsempio: pira verifica piano.yaml --severo"
)]
pub struct Verifica {
    /// Il piano; - per leggerlo dallo standard input.
    #[arg(value_name = "PIANO.yaml", help_heading = "Argomenti")]
    pub piano: PathBuf,

    /// Il formato dei rilievi: testo o json. Se manca, testo.
    #[arg(
        long,
        value_name = "FORMATO",
        default_value = "testo",
        hide_default_value = true,
        hide_possible_values = true,
        help_heading = "Opzioni"
    )]
    pub formato: FormatoRilievi,

    /// Anche gli avvisi contano come errori.
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

/// Confronta due piani, o un piano con le sue variazioni.
#[derive(Args)]
#[command(
    help_template = AIUTO_COMANDO,
    override_usage = "pira confronta PRIMA.yaml DOPO.yaml [OPZIONI]\n     pira confronta PIANO.yaml --variazione VARIAZIONE.yaml [OPZIONI]",
    after_help = "\n\nCodice di uscita: 0 nessuna differenza, 1 differenze, 2 o 3 un errore.\n\nEsempio: pira confronta pira-2026.yaml pira-2027.yaml --formato pdf -o raffronto.pdf"
)]
pub struct Confronta {
    /// Il piano di prima; - per leggerlo dallo standard input.
    #[arg(value_name = "PRIMA.yaml", help_heading = "Argomenti")]
    pub prima: PathBuf,

    /// Il piano di dopo; se manca, quello di prima con le sue variazioni.
    #[arg(value_name = "DOPO.yaml", help_heading = "Argomenti")]
    pub dopo: Option<PathBuf>,

    /// Una variazione da applicare al piano di prima; si può ripetere.
    #[arg(
        long = "variazione",
        value_name = "VARIAZIONE.yaml",
        help_heading = "Opzioni"
    )]
    pub variazioni: Vec<PathBuf>,

    /// Il formato: testo, markdown, json, pdf, typ o variazione (un file da completare con l'atto). Se manca, testo.
    #[arg(
        long,
        value_name = "FORMATO",
        default_value = "testo",
        hide_default_value = true,
        hide_possible_values = true,
        help_heading = "Opzioni"
    )]
    pub formato: FormatoConfronto,

    /// Il file da scrivere; - per lo standard output. Se manca, lo standard output; per il pdf, quadro-di-raffronto.pdf.
    #[arg(
        short = 'o',
        long = "output",
        value_name = "FILE",
        help_heading = "Opzioni"
    )]
    pub uscita: Option<PathBuf>,
}

/// How a comparison is told.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FormatoConfronto {
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
    help_template = AIUTO_COMANDO,
    override_usage = "pira consolida PIANO.yaml --variazione VARIAZIONE.yaml [OPZIONI]",
    after_help = "\n\nEsempio: pira consolida piano.yaml --variazione luglio.yaml -o piano-coordinato.yaml"
)]
pub struct Consolida {
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

    /// Il file da scrivere. Se manca, lo standard output.
    #[arg(
        short = 'o',
        long = "output",
        value_name = "FILE",
        help_heading = "Opzioni"
    )]
    pub uscita: Option<PathBuf>,
}

/// How findings are told.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FormatoRilievi {
    Testo,
    Json,
}

/// Scrive un piano nuovo, commentato, da riempire.
#[derive(Args)]
#[command(
    help_template = AIUTO_COMANDO,
    override_usage = "pira nuovo [OPZIONI]",
    after_help = "\n\nEsempio: pira nuovo --ente \"Camera di commercio di Esempio\" --anno 2027 -o piano.yaml"
)]
pub struct Nuovo {
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

    /// Il file da scrivere. Se manca, lo standard output.
    #[arg(
        short = 'o',
        long = "output",
        value_name = "FILE",
        help_heading = "Opzioni"
    )]
    pub uscita: Option<PathBuf>,
}

/// Stampa lo schema JSON per gli editor.
#[derive(Args)]
#[command(
    help_template = AIUTO_COMANDO,
    override_usage = "pira schema [OPZIONI]",
    after_help = "\n\nEsempio: pira schema > piano.schema.json"
)]
pub struct Schema {
    /// Di che cosa: piano, variazione, confronto (ciò che stampa confronta --formato json) o rilievi (verifica --formato json). Se manca, piano.
    #[arg(
        long,
        value_name = "CHE",
        default_value = "piano",
        hide_default_value = true,
        hide_possible_values = true,
        help_heading = "Opzioni"
    )]
    pub di: DiCheCosa,
}

/// What a schema describes.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum DiCheCosa {
    Piano,
    Variazione,
    Confronto,
    Rilievi,
}
