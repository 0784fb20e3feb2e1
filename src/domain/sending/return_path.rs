//! The envelope sender of each message, which identifies the message in a bounce (a variable envelope return path).
//!
//! `bounces@example.org` becomes `bounces+CODE@example.org`, where the code is the message's identifier and a keyed
//! hash of it. So a bounce is matched without trusting its content: the code of a message cannot be forged. Letters are
//! matched without case, since some servers fold local parts.

use data_encoding::BASE32_NOPAD;

use crate::domain::access::token::SecretKey;
use crate::domain::access::token::keyring::Keyring;
use crate::domain::ids::MessageId;

const ID_BYTES: usize = 16;
const CODE_BYTES: usize = 8;
/// Characters of a code: 24 bytes in base 32.
const LENGTH: usize = 39;
/// The longest local part that leaves space for `+` and the code within RFC 5321's 64 characters.
pub const LONGEST_LOCAL_PART: usize = 64 - 1 - LENGTH;

/// The return path of a message under the bounce address; `None` if that is not an address.
#[must_use]
pub fn return_path(secret: &SecretKey, bounce_address: &str, message: MessageId) -> Option<String> {
    let (local, domain) = bounce_address.rsplit_once('@')?;
    let mut bytes = message.0.as_bytes().to_vec();
    bytes.extend(secret.return_path_code::<CODE_BYTES>(message.0.as_bytes()));
    Some(format!("{local}+{}@{domain}", BASE32_NOPAD.encode(&bytes).to_ascii_lowercase()))
}

/// Every message whose authentic return path occurs in a text, in order.
pub fn messages_named_in<'a>(secret: &'a Keyring, text: &'a str) -> impl Iterator<Item = MessageId> + 'a {
    let candidates = text.split('+').skip(1);
    candidates.filter_map(|rest| rest.get(..LENGTH)).filter_map(|code| message_of(secret, code))
}

fn message_of(secret: &Keyring, code: &str) -> Option<MessageId> {
    let bytes = BASE32_NOPAD.decode(code.to_ascii_uppercase().as_bytes()).ok()?;
    let (id, code) = bytes.split_at_checked(ID_BYTES)?;
    let is_ours = secret.is_return_path_code(id, code);
    uuid::Uuid::from_slice(id).ok().filter(|_| is_ours).map(MessageId)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn ours() -> Keyring {
        Keyring::new(SecretKey::new([1; 32]).marked(), vec![SecretKey::new([3; 32])])
    }

    fn message() -> MessageId {
        MessageId(uuid::Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0007))
    }

    #[test]
    fn a_return_path_leads_back_to_its_message_whatever_the_case() {
        let path = return_path(&ours(), "bounces@example.org", message()).unwrap();
        assert!(path.starts_with("bounces+") && path.ends_with("@example.org") && path.len() <= 64 + 12);
        let said = format!("To: <{}>\r\n", path.to_uppercase());
        assert_eq!(messages_named_in(&ours(), &said).collect::<Vec<_>>(), [message()]);
    }

    #[test]
    fn a_return_path_that_an_earlier_key_made_leads_back_too() {
        let path = return_path(&SecretKey::new([3; 32]), "bounces@example.org", message()).unwrap();
        assert_eq!(messages_named_in(&ours(), &path).collect::<Vec<_>>(), [message()]);
    }

    #[test]
    fn a_forged_or_foreign_code_leads_nowhere() {
        let path = return_path(&SecretKey::new([2; 32]), "bounces@example.org", message()).unwrap();
        assert_eq!(messages_named_in(&ours(), &path).next(), None);
        let mut guessed = return_path(&ours(), "bounces@example.org", message()).unwrap();
        let last = guessed.find('@').unwrap() - 2;
        let other = if guessed.as_bytes()[last] == b'a' { "b" } else { "a" };
        guessed.replace_range(last..=last, other);
        assert_eq!(messages_named_in(&ours(), &guessed).next(), None);
    }

    proptest! {
        #[test]
        fn any_text_is_searched_without_a_panic(text in ".{0,80}") {
            prop_assert_eq!(messages_named_in(&ours(), &text).next(), None);
        }
    }
}
