//! The places that the chambers of commerce are of.

use std::collections::BTreeSet;
use std::sync::LazyLock;

/// The words of the names of the provinces and regions of Italy, and of the districts of the chambers that
/// are called otherwise (DM 16/02/2018), in small letters.
const PLACES: &str = "
    abruzzo agrigento alessandria ancona aosta aquila arezzo ascoli asti avellino bari barletta
    basilicata belluno benevento bergamo biella bologna bolzano brescia brianza brindisi cagliari
    calabria caltanissetta campania campobasso carrara caserta catania catanzaro cesena chieti como
    cosenza cremona crotone cuneo dolomiti emilia enna fermo ferrara firenze foggia forlì friuli
    frosinone genova gorizia gran grosseto imperia irpinia isernia latina lazio lecce lecco liguria
    livorno lodi lombardia lucca macerata mantova marche maremma massa matera messina milano modena
    molise monte monza napoli novara nuoro oristano padova palermo parma pavia perugia pesaro pescara
    piacenza piemonte pisa pistoia pordenone potenza prato puglia ragusa ravenna reggio rieti rimini
    riviere roma romagna rovigo salerno sannio sardegna sassari savona sicilia siena siracusa sondrio
    spezia sud taranto teramo termoli terni tirreno torino toscana trani trapani trentino trento treviso
    trieste udine umbria urbino valle varese vasto veneto venezia verbania verbano vercelli verona vibo
    vicenza viterbo
";

static BY_LETTERS: LazyLock<BTreeSet<&str>> = LazyLock::new(|| PLACES.split_whitespace().collect());

/// Whether a word in small letters is one of the name of a place of Italy.
pub(super) fn is_place(word: &str) -> bool {
    BY_LETTERS.contains(word)
}
