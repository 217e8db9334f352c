//! Profiles, and where their secrets are.

use std::fs;

use crate::run::{B24, with_portal};

#[test]
fn a_webhook_is_added_and_used() {
    with_portal(|portal| {
        portal.add_owner("D", 7);
        let b24 = B24::alone();
        let address = format!("{}\n", portal.webhook_url());
        let added = b24.run_with(&["profile", "add", "acme"], &address);
        assert_eq!(added.code, 0, "{}", added.stderr);
        // The code of the webhook is a password.
        let code = portal
            .webhook_url()
            .trim_end_matches('/')
            .rsplit('/')
            .next()
            .expect("a code")
            .to_owned();
        assert!(!added.stderr.contains(&code));
        b24.run(&["crm.deal.get", "--id", "7"]).ok();
        b24.run(&["--profile", "acme", "crm.deal.get", "--id", "7"])
            .ok();
        let listed = b24.run(&["profile", "list"]).ok();
        assert_eq!(listed, "* acme\twebhook\n");

        let unknown = b24
            .run(&["--profile", "acne", "crm.deal.get", "--id", "7"])
            .failed(3);
        assert!(unknown.contains("there are acme"), "{unknown}");
        b24.run(&["profile", "remove", "acme"]).ok();
        b24.run(&["crm.deal.get", "--id", "7"]).failed(3);
    });
}

#[test]
fn one_of_several_portals_is_called() {
    with_portal(|first| {
        with_portal(|second| {
            let b24 = B24::alone();
            for (name, portal) in [("first", first), ("second", second)] {
                let address = format!("{}\n", portal.webhook_url());
                b24.run_with(&["profile", "add", name], &address).ok();
            }
            let asked = || (first.requests().len(), second.requests().len());
            let call = ["user.current"];
            b24.run(&call).ok();
            assert_eq!(asked(), (1, 0));
            b24.run(&["--profile", "second", "user.current"]).ok();
            assert_eq!(asked(), (1, 1));
            let mut command = b24.command(&call);
            command.env("B24_PROFILE", "second");
            assert!(command.status().expect("a run").success());
            assert_eq!(asked(), (1, 2));
            b24.run(&["profile", "use", "second"]).ok();
            b24.run(&call).ok();
            assert_eq!(asked(), (1, 3));
            assert_eq!(
                b24.run(&["profile", "list"]).ok(),
                "  first\twebhook\n* second\twebhook\n"
            );
            b24.run(&["profile", "use", "third"]).failed(3);
        });
    });
}

/// Other users of the machine see arguments, and logs keep what is printed.
#[test]
fn secrets_are_no_arguments() {
    let b24 = B24::alone();
    let address = "https://acme.example/rest/1/topsecret/";
    for arguments in [
        &["profile", "add", "acme", address][..],
        &["profile", "add", "acme", "--webhook", address],
        &[
            "login",
            "shop",
            "--client-id",
            "app.1",
            "--client-secret",
            "topsecret",
        ],
        &[
            "login",
            "shop",
            "--client-id",
            "app.1",
            "--tokens",
            "topsecret",
        ],
        &["portal", "--application", "app.1", "--secret", "topsecret"],
    ] {
        let message = b24.run(arguments).failed(2);
        assert!(!message.contains("topsecret"), "{message}");
    }
    assert!(!b24.folder().join("b24").exists());
}

#[cfg(unix)]
#[test]
fn only_the_user_may_read_the_file() {
    use std::os::unix::fs::PermissionsExt as _;

    let b24 = B24::alone();
    let added = b24.run_with(&["profile", "add", "a"], "https://a.example/rest/1/secret/");
    assert_eq!(added.code, 0, "{}", added.stderr);
    let path = b24.folder().join("b24/profiles.toml");
    let mode = fs::metadata(&path).expect("the file").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);

    fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).expect("a mode");
    let refused = b24.run(&["profile", "list"]).failed(3);
    assert!(refused.contains("chmod 600"), "{refused}");
}

#[test]
fn a_damaged_file_is_refused_without_its_text() {
    let b24 = B24::alone();
    let added = b24.run_with(&["profile", "add", "a"], "https://a.example/rest/1/secret/");
    assert_eq!(added.code, 0, "{}", added.stderr);
    let path = b24.folder().join("b24/profiles.toml");
    let text = fs::read_to_string(&path).expect("the file");
    fs::write(&path, text.replace("webhook = ", "webhook ")).expect("written");
    let refused = b24.run(&["profile", "list"]).failed(3);
    assert!(refused.contains("profiles.toml:4"), "{refused}");
    assert!(!refused.contains("secret"), "{refused}");
}

#[cfg(not(feature = "keyring"))]
#[test]
fn the_key_ring_forgets_even_if_the_tokens_stay() {
    let b24 = B24::alone();
    let added = b24.run_with(&["profile", "add", "a"], "https://a.example/rest/1/secret/");
    assert_eq!(added.code, 0, "{}", added.stderr);
    let path = b24.folder().join("b24/profiles.toml");
    let text = fs::read_to_string(&path).expect("the file");
    let kept = text.replace(
        "\"https://a.example/rest/1/secret/\"",
        "{ keyring = \"a\" }",
    );
    assert_ne!(kept, text);
    fs::write(&path, kept).expect("written");
    // A file in place of the folder of its tokens, which is not removed.
    let tokens = b24.folder().join("b24/tokens");
    fs::create_dir(&tokens).expect("a folder");
    fs::write(tokens.join("a"), "").expect("written");
    let failed = b24.run(&["profile", "remove", "a"]).failed(1);
    assert!(
        failed.contains("the key ring still has the secret `a`"),
        "{failed}"
    );
    assert_eq!(b24.run(&["profile", "list"]).ok(), "");
}
