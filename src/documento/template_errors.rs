//! Translates the errors of minijinja into Italian.

use std::error::Error as _;

use minijinja::{Error, ErrorKind};

/// The innermost cause of an error, which knows the template and the line at fault, and its Italian
/// message.
pub(crate) fn innermost(error: &Error) -> (&Error, String) {
    let mut inner = error;
    while let Some(cause) = inner
        .source()
        .and_then(|cause| cause.downcast_ref::<Error>())
    {
        inner = cause;
    }
    let words = match inner.kind() {
        ErrorKind::SyntaxError => {
            "il modello ha un errore di sintassi: un tag scritto male o non chiuso"
        }
        ErrorKind::TemplateNotFound => "il modello ne include un altro che non esiste",
        ErrorKind::UnknownFilter => "il modello usa un filtro che non esiste",
        ErrorKind::UnknownTest => "il modello usa un test (is …) che non esiste",
        ErrorKind::UnknownFunction => "il modello chiama una funzione o una macro che non esiste",
        ErrorKind::UnknownMethod => "il modello chiama un metodo che il valore non ha",
        ErrorKind::UndefinedError => {
            "il modello usa un valore che il piano non ha: il nome è scritto male, o il valore è facoltativo e va provato con {% if … %}"
        }
        ErrorKind::TooManyArguments => "il modello passa troppi argomenti",
        ErrorKind::MissingArgument => "nel modello manca un argomento",
        ErrorKind::InvalidOperation
            if inner
                .detail()
                .is_some_and(|detail| detail.contains("recursion limit")) =>
        {
            "il modello richiama se stesso troppe volte"
        }
        ErrorKind::InvalidOperation | ErrorKind::NonPrimitive | ErrorKind::NonKey => {
            "il modello fa un'operazione che questo valore non consente"
        }
        ErrorKind::CannotUnpack => "il modello scompone un valore in un numero sbagliato di parti",
        ErrorKind::BadEscape => "il modello contiene una sequenza \\ che non esiste",
        ErrorKind::OutOfFuel => "il modello non finisce: un ciclo troppo lungo",
        ErrorKind::UnknownBlock => "il modello chiama un blocco che non esiste",
        _ => "il modello non si può usare",
    };
    (inner, words.to_owned())
}
