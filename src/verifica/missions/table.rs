//! The missions, programmes and functions of the chambers of commerce, as data.
//!
//! Source: DM MEF 27/03/2013 with the notes of the Ministry of economic development on it, DPCM 12/12/2012
//! for the missions, DPR 254/2005 annex A for the functions. Names have changed over the years, and the
//! earlier ones stand beside those in force: what does not fit the table is a question, never a refusal.

/// A mission of the chambers.
pub(super) struct TabledMissione {
    pub(super) number: u32,
    /// The name in force, then the earlier ones.
    pub(super) names: &'static [&'static str],
    /// The functions that it gathers: none, of the missions that only hold sums.
    pub(super) funzioni: &'static [char],
    pub(super) programmi: &'static [TabledProgramma],
}

/// A programme of such a mission.
pub(super) struct TabledProgramma {
    pub(super) number: u32,
    /// The name in force, then the earlier ones.
    pub(super) names: &'static [&'static str],
}

/// A function of DPR 254/2005, annex A.
pub(super) struct TabledFunzione {
    pub(super) letter: char,
    pub(super) name: &'static str,
}

pub(super) const MISSIONI: &[TabledMissione] = &[
    TabledMissione {
        number: 11,
        names: &["Competitività e sviluppo delle imprese"],
        funzioni: &['D'],
        programmi: &[TabledProgramma {
            number: 5,
            names: &[
                "Promozione e attuazione di politiche di sviluppo, competitività e innovazione, di responsabilità sociale d'impresa e movimento cooperativo",
                "Regolamentazione, incentivazione dei settori imprenditoriali, riassetti industriali, sperimentazione tecnologica, lotta alla contraffazione, tutela della proprietà industriale",
            ],
        }],
    },
    TabledMissione {
        number: 12,
        names: &["Regolazione dei mercati"],
        funzioni: &['C'],
        programmi: &[TabledProgramma {
            number: 4,
            names: &[
                "Vigilanza sui mercati e sui prodotti, promozione della concorrenza e tutela dei consumatori",
            ],
        }],
    },
    TabledMissione {
        number: 16,
        names: &["Commercio internazionale ed internazionalizzazione del sistema produttivo"],
        funzioni: &['D'],
        programmi: &[TabledProgramma {
            number: 5,
            names: &[
                "Sostegno all'internazionalizzazione delle imprese e promozione del Made in Italy",
            ],
        }],
    },
    TabledMissione {
        number: 32,
        names: &["Servizi istituzionali e generali delle amministrazioni pubbliche"],
        funzioni: &['A', 'B'],
        programmi: &[
            TabledProgramma {
                number: 2,
                names: &["Indirizzo politico"],
            },
            TabledProgramma {
                number: 3,
                names: &[SERVIZI_GENERALI],
            },
            TabledProgramma {
                number: 4,
                names: &[
                    SERVIZI_GENERALI,
                    "Servizi generali, formativi ed approvvigionamenti per le Amministrazioni pubbliche",
                ],
            },
        ],
    },
    TabledMissione {
        number: 33,
        names: &["Fondi da ripartire"],
        funzioni: &[],
        programmi: &[
            TabledProgramma {
                number: 1,
                names: &["Fondi da assegnare"],
            },
            TabledProgramma {
                number: 2,
                names: &["Fondi di riserva e speciali"],
            },
        ],
    },
    TabledMissione {
        number: 90,
        names: &["Servizi per conto terzi e partite di giro"],
        funzioni: &[],
        programmi: &[TabledProgramma {
            number: 1,
            names: &["Servizi per conto terzi e partite di giro"],
        }],
    },
    TabledMissione {
        number: 91,
        names: &["Debiti da finanziamento dell'amministrazione"],
        funzioni: &[],
        programmi: &[TabledProgramma {
            number: 1,
            names: &["Debiti da finanziamento dell'amministrazione"],
        }],
    },
];

const SERVIZI_GENERALI: &str = "Servizi e affari generali per le amministrazioni di competenza";

pub(super) const FUNZIONI: &[TabledFunzione] = &[
    TabledFunzione {
        letter: 'A',
        name: "Organi istituzionali e Segreteria generale",
    },
    TabledFunzione {
        letter: 'B',
        name: "Servizi di supporto",
    },
    TabledFunzione {
        letter: 'C',
        name: "Anagrafe e servizi di regolazione dei mercati",
    },
    TabledFunzione {
        letter: 'D',
        name: "Studio, formazione, informazione e promozione economica",
    },
];

/// The mission of a number.
pub(super) fn missione(number: u32) -> Option<&'static TabledMissione> {
    MISSIONI.iter().find(|missione| missione.number == number)
}

impl TabledMissione {
    /// Its code, as a plan writes it.
    pub(super) fn codice(&self) -> String {
        format!("{:03}", self.number)
    }

    /// Its name in force.
    pub(super) fn name(&self) -> &'static str {
        self.names[0]
    }

    /// The programme of a number.
    pub(super) fn programma(&self, number: u32) -> Option<&'static TabledProgramma> {
        self.programmi.iter().find(|p| p.number == number)
    }
}
