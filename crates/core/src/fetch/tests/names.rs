//! A name server with a script, and the little of the protocol that it takes to ask it.

use std::collections::HashMap;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex};

use tokio::net::UdpSocket;

/// Names and what they answer: the first look-up the first list, the next the next, the last one for good.
pub(super) struct NameServer {
    pub(super) address: SocketAddr,
    asked: Arc<Mutex<Vec<String>>>,
}

impl NameServer {
    pub(super) async fn start(script: &[(&str, &[&[&str]])]) -> Self {
        let socket = UdpSocket::bind("127.0.0.1:0").await.unwrap();
        let address = socket.local_addr().unwrap();
        let mut answers: HashMap<String, Vec<Vec<IpAddr>>> = HashMap::new();
        for (name, lists) in script {
            let lists = lists.iter().map(|list| list.iter().map(|a| a.parse().unwrap()).collect());
            // Taken from the end.
            answers.insert((*name).to_owned(), lists.rev().collect());
        }
        let asked = Arc::new(Mutex::new(Vec::new()));
        let log = asked.clone();
        tokio::spawn(async move {
            let mut packet = [0; 512];
            while let Ok((length, from)) = socket.recv_from(&mut packet).await {
                let name = name_in(&packet[12..length]);
                let lists = answers.entry(name.clone()).or_default();
                let list = if lists.len() > 1 { lists.pop() } else { lists.first().cloned() };
                log.lock().unwrap().push(name);
                let answer = reply(&packet[..length], &list.unwrap_or_default());
                socket.send_to(&answer, from).await.unwrap();
            }
        });
        Self { address, asked }
    }

    /// Every name somebody asked for, in order.
    pub(super) fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

/// What a name server says about a host.
pub(in crate::fetch) async fn ask(
    server: SocketAddr,
    host: &str,
    port: u16,
) -> std::io::Result<Vec<SocketAddr>> {
    let mut query = vec![0, 7, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0];
    for label in host.split('.') {
        query.push(u8::try_from(label.len()).unwrap());
        query.extend(label.bytes());
    }
    query.extend([0, 0, 255, 0, 1]);
    let socket = UdpSocket::bind("127.0.0.1:0").await?;
    socket.send_to(&query, server).await?;
    let mut packet = [0; 512];
    let length = socket.recv(&mut packet).await?;
    let mut rest = &packet[query.len()..length];
    let mut found = Vec::new();
    for _ in 0..packet[7] {
        let size = usize::from(rest[11]);
        let data = &rest[12..12 + size];
        found.push(match <[u8; 4]>::try_from(data) {
            Ok(four) => IpAddr::from(four),
            Err(_) => IpAddr::from(<[u8; 16]>::try_from(data).unwrap()),
        });
        rest = &rest[12 + size..];
    }
    Ok(found.into_iter().map(|address| SocketAddr::new(address, port)).collect())
}

fn name_in(mut question: &[u8]) -> String {
    let mut labels = Vec::new();
    while question[0] > 0 {
        let (label, rest) = question[1..].split_at(usize::from(question[0]));
        labels.push(String::from_utf8(label.to_vec()).unwrap());
        question = rest;
    }
    labels.join(".")
}

fn reply(query: &[u8], addresses: &[IpAddr]) -> Vec<u8> {
    let mut answer = query.to_vec();
    answer[2] = 0x81;
    answer[7] = u8::try_from(addresses.len()).unwrap();
    for address in addresses {
        let (kind, data) = match address {
            IpAddr::V4(v4) => (1, v4.octets().to_vec()),
            IpAddr::V6(v6) => (28, v6.octets().to_vec()),
        };
        // The name (a pointer to the question), type, class, no time to live, length, data.
        answer.extend([0xc0, 12, 0, kind, 0, 1, 0, 0, 0, 0, 0, u8::try_from(data.len()).unwrap()]);
        answer.extend(data);
    }
    answer
}
