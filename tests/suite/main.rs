//! The tests of the program as its users meet it: through the command, or through the library's public
//! items. One binary of modules; each says what it promises. The data are in the folders beside this.

mod accepted;
mod amendments;
mod annex;
mod breakages;
mod cases;
mod described;
mod dossier;
mod extraction;
mod extremes;
mod faults;
mod fence;
mod findings;
mod front;
mod genera;
mod golden;
mod hostile;
mod library;
mod many_plans;
mod open_data;
mod outputs;
mod overprint;
mod properties;
mod remedies;
mod rules;
mod support;
mod templates;
mod text;
mod verifica;
mod watch;
