//! What this machine can do at best, with the same libraries and without Naklank's rules: the limits that
//! `tests/bench/run` compares the program with.

mod mails;
mod one_at_a_time;
mod page;

type Outcome = Result<(), Box<dyn std::error::Error>>;

#[tokio::main]
async fn main() -> Outcome {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        ["page", address, file] => page::serve(address, file).await,
        ["one-at-a-time"] => one_at_a_time::serve().await,
        ["mails", address, file, connections, count] => {
            mails::send(address, file, connections.parse()?, count.parse()?).await
        }
        _ => Err("limits page ADDRESS FILE | one-at-a-time | mails ADDRESS FILE CONNECTIONS COUNT".into()),
    }
}
