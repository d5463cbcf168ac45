//! The acronyms that the plans of public bodies use, each right as it is: two of them that differ by a
//! letter are two.

/// The acronyms, in the order of the alphabet.
const KNOWN: &[&str] = &[
    "ABI", "ACI", "ADI", "ADR", "AGCM", "AGEA", "AGENAS", "AGID", "AIDA", "AIFA", "AIR", "ANAC",
    "ANAS", "ANBI", "ANCE", "ANCI", "ANPAL", "ANPR", "ANSFISA", "ANVUR", "ARAN", "ARERA", "ARPA",
    "ARPAL", "ASI", "ASL", "ASP", "ASST", "ASVIS", "ATA", "ATC", "ATECO", "ATER", "ATI", "ATO",
    "ATS", "AUSL", "AVCP", "BCE", "BDAP", "BDNCP", "BEI", "BES", "BIM", "BUL", "BUR", "BURL",
    "CAD", "CAF", "CAI", "CAM", "CAP", "CAR", "CCIA", "CCIAA", "CCDI", "CCI", "CCNL", "CCSA",
    "CDA", "CDC", "CDR", "CDO", "CEE", "CEI", "CEN", "CER", "CERT", "CFL", "CFR", "CIA", "CIE",
    "CIG", "CIPE", "CIPESS", "CITES", "CLLD", "CNA", "CNEL", "CNI", "CNIPA", "CNR", "CONI", "CONSIP",
    "CONSOB", "CPI", "CPIA", "CPV", "CRE", "CREA", "CRM", "CSA", "CSR", "CUG", "CUN", "CUP", "CUR",
    "DDL", "DDT", "DEF", "DGR", "DIA", "DIRE", "DNSH", "DOC", "DOCG", "DOP", "DPCM", "DPI", "DPO",
    "DPR", "DUP", "DURC", "DUVRI", "DVR", "ECM", "EFSA", "EFTA", "EIC", "EMAS", "ENAC", "ENEA",
    "ENIT", "EPI", "ERASMUS", "ERDF", "ERP", "ESG", "ESF", "ETS", "ETF", "EURES", "FAMI", "FAQ",
    "FAS", "FEA", "FEAGA", "FEAMP", "FEAMPA", "FEASR", "FEI", "FER", "FES", "FESR", "FIDI", "FIS",
    "FOI", "FOIA", "FSC", "FSE", "FTE", "GAL", "GDO", "GDPR", "GSE", "GPP", "GPS", "IAA", "IAP",
    "IBAN", "ICE", "ICI", "ICT", "IFEL", "IFTS", "IGP", "IGT", "ILO", "IMU", "INAIL", "INAPP",
    "INFOCAMERE", "INPDAP", "INPS", "INVALSI", "IPA", "IPAB", "IPCA", "IPI", "IRAP", "IRES", "IRPEF",
    "ISEE", "ISIS", "ISMEA", "ISNART", "ISO", "ISPRA", "ISTAT", "ISVAP", "ITC", "ITI", "ITIS", "ITS",
    "IVA", "IVASS", "KPI", "LCA", "LEA", "LEP", "LIS", "LSU", "MAECI", "MASE", "MASAF", "MEF",
    "MEPA", "MIC", "MIM", "MIMIT", "MISE", "MIT", "MITE", "MIUR", "MUD", "MUR", "NAS", "NASPI",
    "NEET", "NIV", "NUTS", "OCC", "OCDE", "OCM", "OCRI", "OCSE", "ODG", "ODV", "OECD", "OIV", "OMC",
    "OMS", "ONG", "ONLUS", "ONU", "OSA", "OSS", "PAC", "PAGOPA", "PAT", "PCC", "PCTO", "PDA", "PDF",
    "PDG", "PDL", "PDO", "PDP", "PEBA", "PEC", "PEG", "PEI", "PES", "PIAO", "PIC", "PID", "PIF",
    "PIL", "PIN", "PIRA", "PIT", "PMI", "PNA", "PNC", "PNRR", "POC", "POD", "POI", "POLA", "PON",
    "POR", "POS", "PPP", "PRA", "PRG", "PRO", "PROGEL", "PSC", "PSN", "PSP", "PSR", "PTA", "PTPC",
    "PTPCT", "PTFP", "PUC", "PUG", "PUMS", "RAEE", "RAL", "RAO", "RASA", "RDC", "REA", "RENTRI",
    "RER", "RES", "RIBA", "RIP", "RIS", "RLS", "ROE", "ROI", "ROL", "RPCT", "RPD", "RPP", "RSA",
    "RSPP", "RSU", "RTD", "RTI", "RUI", "RUNTS", "RUP", "SAL", "SAP", "SAU", "SCIA", "SDI", "SEO",
    "SEI", "SERD", "SGS", "SIAE", "SIAN", "SICOGE", "SII", "SIM", "SIOPE", "SISTRI", "SLA", "SMART",
    "SMS", "SNA", "SNAI", "SOA", "SOC", "SOS", "SPA", "SPC", "SPE", "SPID", "SPRAR", "SRL", "SRLS",
    "SSN", "STEM", "STG", "SUAP", "SUE", "SUV", "SWOT", "TAR", "TARES", "TARI", "TARSU", "TASI",
    "TEM", "TER", "TES", "TEU", "TFR", "TFS", "TIA", "TIC", "TIR", "TLC", "TPL", "TUB", "TUEL",
    "TUF", "TUIR", "TUS", "UMA", "UMI", "UNAR", "UNESCO", "UNI", "UNICEF", "UNIONCAMERE", "UNISG",
    "UNIVPM", "UPA", "UPB", "UPI", "UPS", "URI", "URL", "URP", "USA", "USB", "USL", "USP", "USR",
    "UTC", "UTI", "UVAP", "VAS", "VIA", "VOIP", "VPN", "WHO", "WTO", "ZES", "ZLS",
];

/// Whether an acronym is one of the usual ones.
pub(super) fn is_known(sigla: &str) -> bool {
    static SORTED: std::sync::LazyLock<std::collections::BTreeSet<&str>> =
        std::sync::LazyLock::new(|| KNOWN.iter().copied().collect());
    SORTED.contains(sigla)
}
