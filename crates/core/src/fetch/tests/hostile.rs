//! Addresses that lead home, in every spelling we know of.

use super::names::NameServer;
use super::site::{Site, page};
use super::{allowing, limits};
use crate::config;
use crate::fetch::connect::Names;
use crate::fetch::{Fetcher, Reach, Target};

/// `P` is the port on which this machine listens.
const HOSTILE: &[&str] = &[
    // This machine, plainly.
    "http://127.0.0.1:P/",
    "http://127.0.0.2:P/",
    "http://127.255.255.254:P/",
    "http://[::1]:P/",
    "http://0.0.0.0:P/",
    "http://[::]:P/",
    // Short, decimal, octal, hexadecimal and mixed forms.
    "http://127.1:P/",
    "http://127.0.1:P/",
    "http://0:P/",
    "http://0/",
    "http://2130706433:P/",
    "http://017700000001:P/",
    "http://0x7f000001:P/",
    "http://0x7F.1:P/",
    "http://0177.0.0.1:P/",
    "http://0177.0x0.0.01:P/",
    "http://0x7f.0x0.0x0.0x1:P/",
    "http://00000177.0.0.1:P/",
    "http://127.0.0.1.:P/",
    "http://2852039166/",
    "http://0xa9fea9fe/",
    "http://0251.0376.0251.0376/",
    "http://169.16689662/",
    // Full-width and circled digits, other dots, percent signs.
    "http://１２７.０.０.１:P/",
    "http://①②⑦.⓪.⓪.①:P/",
    "http://127。0。0。1:P/",
    "http://127．0．0．1:P/",
    "http://127%2e0%2e0%2e1:P/",
    "http://%31%32%37.0.0.1:P/",
    // IPv6 around IPv4.
    "http://[::ffff:127.0.0.1]:P/",
    "http://[::ffff:7f00:1]:P/",
    "http://[0:0:0:0:0:ffff:127.0.0.1]:P/",
    "http://[::127.0.0.1]:P/",
    "http://[::ffff:0:127.0.0.1]:P/",
    "http://[64:ff9b::127.0.0.1]:P/",
    "http://[64:ff9b:1::7f00:1]:P/",
    "http://[2002:7f00:1::]:P/",
    "http://[2001:0:4136:e378:8000:63bf:80ff:fffe]:P/",
    "http://[2606:4700::5efe:7f00:1]:P/",
    // Networks around us, and the secrets of clouds.
    "http://10.0.0.1/",
    "http://172.16.0.1/",
    "http://172.31.255.255/",
    "http://192.168.1.1/",
    "http://100.64.0.1/",
    "http://198.18.0.1/",
    "http://[fd00::1]/",
    "http://[fc00::1]/",
    "http://[fe80::1]/",
    "http://[fe80::1%25lo]/",
    "http://[fe80::1%lo]/",
    "http://[fec0::1]/",
    "http://169.254.169.254/latest/meta-data/",
    "http://[::ffff:169.254.169.254]/",
    "http://[64:ff9b::a9fe:a9fe]/",
    "http://[fd00:ec2::254]/",
    "http://100.100.100.200/",
    "http://168.63.129.16/",
    "http://192.0.0.192/",
    // Groups, everybody, nobody.
    "http://224.0.0.1/",
    "http://239.255.255.250:1900/",
    "http://255.255.255.255/",
    "http://240.0.0.1/",
    "http://192.0.2.1/",
    "http://[ff02::1]/",
    "http://[2001:db8::1]/",
    // Names that lead home.
    "http://localhost:P/",
    "http://LOCALHOST:P/",
    "http://localhost.:P/",
    "http://ⓛocalhost:P/",
    "http://home.test:P/",
    "http://home.test.:P/",
    "http://HOME.test:P/",
    "http://mapped.test:P/",
    "http://mixed.test:P/",
    "http://metadata.test/",
    "http://nobody.test:P/",
    // Other doors, credentials, other ports, other protocols.
    "http://user@127.0.0.1:P/",
    "http://user:password@public.test/",
    "http://public.test@127.0.0.1:P/",
    "http://127.0.0.1:P\\@public.test/",
    "http://public.test#@127.0.0.1:P/\\",
    "http:\\\\127.0.0.1:P\\",
    "http://127.0.0.1\t:P/",
    "http://127.0.0.1\n.public.test:P/",
    "http:127.0.0.1:P/",
    "http:///127.0.0.1:P/",
    "http://public.test:22/",
    "http://public.test:6379/",
    "https://public.test:8443/",
    "http://public..test/",
    "http://.public.test/",
    "http:///",
    "http://",
    "//127.0.0.1:P/",
    "127.0.0.1:P",
    "",
    "file:///etc/passwd",
    "ftp://public.test/",
    "gopher://127.0.0.1:P/_GET",
    "dict://127.0.0.1:P/",
    "jar:http://127.0.0.1:P!/",
    "ldap://127.0.0.1:P/",
    "data:text/plain,hello",
    "javascript:alert(1)",
    "unix:/run/docker.sock",
];

async fn names() -> NameServer {
    NameServer::start(&[
        ("localhost", &[&["127.0.0.1", "::1"]]),
        ("home.test", &[&["127.0.0.1"]]),
        ("mapped.test", &[&["::ffff:127.0.0.1"]]),
        // One good address does not excuse the other.
        ("mixed.test", &[&["93.184.216.34", "127.0.0.1"]]),
        ("metadata.test", &[&["169.254.169.254"]]),
        ("public.test", &[&["93.184.216.34"]]),
        ("xn--bcher-kva.test", &[&["93.184.216.34"]]),
    ])
    .await
}

#[tokio::test]
async fn no_spelling_of_an_address_leads_home() {
    assert!(HOSTILE.len() >= 60);
    let site = Site::start("127.0.0.1:0", vec![("/", page("", "secret"))]).await;
    let port = site.address.port();
    let six = Site::start(&format!("[::1]:{port}"), vec![]).await;
    let settings = config::Fetch { ports: vec![80, 443, port, 1900], ..config::Fetch::default() };
    let mut fetcher = Fetcher::new(&settings).unwrap();
    allowing(&[]);
    fetcher.names = Names::Server(names().await.address);
    for form in HOSTILE {
        let url = form.replace(":P", &format!(":{port}"));
        let error = fetcher.get(&url, &limits(), None).await.unwrap_err();
        assert!(matches!(error.code, "address_not_allowed" | "invalid_url"), "{url}: {error}");
        assert!(!error.message.contains("127"), "{url}: {}", error.message);
    }
    assert_eq!((site.heard(), six.heard()), (vec![], vec![]), "nobody was called");
}

#[tokio::test]
async fn ordinary_addresses_pass() {
    let mut fetcher = allowing(&[]);
    fetcher.names = Names::Server(names().await.address);
    for url in [
        "http://93.184.216.34/",
        "https://93.184.216.34:443/a?b=c#d",
        "http://1.1.1.1:80/",
        "http://[2606:4700::1111]/",
        "https://[64:ff9b::5db8:d822]/",
        "http://public.test/picture.jpg",
        "HTTP://PUBLIC.test./picture.jpg",
        "https://public.test/a%20b",
        "http://bücher.test/",
        "http://xn--bcher-kva.test/",
        // 93.184.216.34 in one number.
        "http://1572395042/",
    ] {
        let target = Target::parse(url).unwrap();
        let answer = fetcher.connect(&target, Reach::Public, limits().idle).await;
        assert!(answer.is_ok(), "{url}: {answer:?}");
    }
}

#[tokio::test]
async fn an_allowed_network_is_called_on_any_port_and_a_denied_host_is_not() {
    let site = Site::start("127.0.0.1:0", vec![("/", page("", "ours"))]).await;
    let (_, content) = allowing(&["127.0.0.0/8"]).get(&site.url("/"), &limits(), None).await.unwrap();
    assert_eq!(content, b"ours");
    let settings = config::Fetch {
        allow: vec!["127.0.0.0/8".into()],
        deny: vec!["127.0.0.1".into()],
        ..config::Fetch::default()
    };
    let error = Fetcher::new(&settings).unwrap().get(&site.url("/"), &limits(), None).await.unwrap_err();
    assert_eq!(error.code, "address_not_allowed");
    let off = Fetcher::new(&config::Fetch { enabled: false, ..config::Fetch::default() }).unwrap();
    assert_eq!(off.get("http://1.1.1.1/", &limits(), None).await.unwrap_err().code, "fetching_disabled");
}
