//! `naklank questionnaires publish|list|show|preview`.

use clap::Subcommand;

use crate::app::App;
use crate::cli::{Failure, listed, print, read_file};
use crate::domain::answering::questionnaire::{BUILT_IN, Questionnaire};
use crate::domain::answering::questionnaire_file::parse;
use crate::domain::named::UnknownName;
use crate::domain::people::language::Language;
use crate::views::answering::questionnaire::{definition_of_built_in, preview};
use crate::views::kit::page::Speaker;
use crate::workflow::access::audit::Actor;
use crate::workflow::answering::own_texts::newest_texts;
use crate::workflow::answering::questionnaires::{
    PublishError, current_questionnaire, list_questionnaires, publish_questionnaire,
};

#[derive(Subcommand)]
pub enum QuestionnairesCommand {
    /// Publish the questionnaire in a TOML file: new invitations ask it from now on
    Publish {
        /// The file; - is stdin. `questionnaires show complaint-handling-1` prints one to begin with
        file: String,
    },
    /// List all versions
    List,
    /// Print a version as the file that it was published from
    Show {
        /// Its name
        name: String,
    },
    /// Print the page as a self-contained HTML file, of a version or of a file that is not published yet
    Preview {
        /// The name of a version, or a file
        name_or_file: String,
        /// nl or en
        #[arg(long, default_value = "nl", value_parser = language)]
        language: Language,
    },
}

fn language(text: &str) -> Result<Language, UnknownName> {
    text.parse()
}

pub async fn run(app: &App, command: QuestionnairesCommand) -> Result<(), Failure> {
    match command {
        QuestionnairesCommand::Publish { file } => publish(app, &text_of(&file)?).await,
        QuestionnairesCommand::List => list(app).await,
        QuestionnairesCommand::Show { name } => print(definition(app, &name).await?.trim_end()),
        QuestionnairesCommand::Preview { name_or_file, language } => {
            let text = match definition(app, &name_or_file).await {
                Ok(text) => text,
                Err(_) => text_of(&name_or_file)?,
            };
            let questionnaire = read(&name_or_file, &text)?;
            let organisation = &app.config.organisation;
            let speaker =
                Speaker { language, organisation: &organisation.name, contact: &organisation.contact };
            let own = newest_texts(app).await?.texts;
            print(preview(&questionnaire, speaker, &own).into_string())
        }
    }
}

async fn publish(app: &App, text: &str) -> Result<(), Failure> {
    match publish_questionnaire(app, &Actor::Operator, text).await {
        Ok(questionnaire) => print(format!("{} is asked from now on.", questionnaire.name)),
        Err(error) => match &error {
            PublishError::Mistakes(mistakes) => {
                let lines: Vec<String> = mistakes
                    .iter()
                    .map(|mistake| format!("{}: {}", mistake.field, mistake.message))
                    .collect();
                Err(Failure::Failed(listed(&error.to_string(), &lines)))
            }
            PublishError::Taken(_) | PublishError::Act(_) | PublishError::Storage(_) => Err(error.into()),
        },
    }
}

async fn list(app: &App) -> Result<(), Failure> {
    let current = current_questionnaire(app).await?;
    let mark = |name: &str| if name == current { "asked now" } else { "asked before" };
    print(format!("{BUILT_IN}\tbuilt in\t{}", mark(BUILT_IN)))?;
    for stored in list_questionnaires(app).await? {
        print(format!("{}\t{}\t{}", stored.name, stored.published_at, mark(&stored.name)))?;
    }
    Ok(())
}

async fn definition(app: &App, name: &str) -> Result<String, Failure> {
    if name == BUILT_IN {
        return Ok(definition_of_built_in());
    }
    let stored = list_questionnaires(app).await?.into_iter().find(|stored| stored.name == name);
    let unknown = || {
        Failure::Failed(format!("there is no questionnaire {name}; `naklank questionnaires list` lists all"))
    };
    stored.map(|stored| stored.definition).ok_or_else(unknown)
}

fn text_of(file: &str) -> Result<String, Failure> {
    String::from_utf8(read_file(file)?).map_err(|_| Failure::Failed(format!("{file} is no text in UTF-8")))
}

fn read(name: &str, text: &str) -> Result<Questionnaire, Failure> {
    if name == BUILT_IN {
        return Ok(Questionnaire::built_in());
    }
    parse(text).map_err(|mistakes| {
        let lines: Vec<String> =
            mistakes.iter().map(|mistake| format!("{}: {}", mistake.field, mistake.message)).collect();
        Failure::Failed(listed("the file is no complete questionnaire", &lines))
    })
}
