//! Addresses of files, which contain tokens.

use super::File;
use crate::value::Value;

/// Whether a parameter of an address authorises: `auth`, `auth[auth]`, `token`, `sessid`,
/// `signedAttachId` and similar.
pub(crate) fn authorises(name: &str) -> bool {
    const NAMES: [&str; 5] = ["auth", "token", "access_token", "sess", "sign"];
    let name = name.to_ascii_lowercase();
    NAMES.iter().any(|secret| name.starts_with(secret))
}

/// Removes the addresses with tokens from all objects that describe a file of the portal; the rest of
/// such an object stays.
pub(crate) fn remove_addresses(value: &mut Value) {
    match value {
        Value::List(items) => items.iter_mut().for_each(remove_addresses),
        Value::Map(map) => {
            if File::stored_in(map).is_some() {
                let is_secret = |value: &Value| value.as_text().is_some_and(has_token);
                let secret = map.iter().filter(|(_, value)| is_secret(value));
                let secret: Vec<String> = secret.map(|(key, _)| key.clone()).collect();
                for key in secret {
                    map.remove(&key);
                }
            }
            for (_, inner) in map.iter_mut() {
                remove_addresses(inner);
            }
        }
        _ => {}
    }
}

/// Whether a text is an address whose parameters authorise.
fn has_token(text: &str) -> bool {
    let Some((_, query)) = text.split_once('?') else {
        return false;
    };
    let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    pairs.any(|(name, value)| authorises(name) && !value.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_known_by_their_parameters() {
        for address in [
            "https://example.com/rest/crm.controller.item.getFile/?id=5&token=crm%7Cx",
            "/bitrix/components/show_file.php?auth=x&ownerId=7",
            "https://example.com/download?x=1&auth%5Bauth%5D=x",
            "/disk/?signedAttachId=x",
        ] {
            assert!(has_token(address), "{address}");
        }
        for address in [
            "https://example.com/a.png",
            "/bitrix/components/show_file.php?auth=&ownerId=7",
            "token=x",
            "",
        ] {
            assert!(!has_token(address), "{address}");
        }
    }
}
