fn main() {
    let nome = std::env::args().nth(1).unwrap();
    let byte = std::fs::read(&nome).unwrap();
    let fai = || {
        let letto = pira::lettura::leggi(&nome, &byte)?;
        pira::verifica::verifica(&letto).in_errore()?;
        let reso = pira::documento::rendi(&letto, &Default::default(), Default::default())?;
        std::fs::write("/tmp/out.typ", &reso.testo).unwrap();
        let imp = pira::documento::Impaginato::new(reso, &Default::default())?;
        println!("{}", pira::rilievi::in_testo(imp.avvisi(), false));
        let s = pira::documento::Standards::new(&pira::documento::Standard::PREDEFINITI)?;
        std::fs::write("/tmp/out.pdf", imp.pdf(&s)?).unwrap();
        println!("{} pagine", imp.pagine());
        Ok::<(), pira::rilievi::Rapporto>(())
    };
    if let Err(r) = fai() { println!("{}", pira::rilievi::in_testo(&r, false)); }
}
