//! The port on this machine to which the browser brings Entra's answer.
//!
//! The answer comes as a form (`response_mode=form_post`): a code in an address would stay in the
//! browser's history, and any page can make a browser GET. Source: RFC 8252 §7.3, and what
//! Microsoft's own clients do since 2026.

mod connection;
mod form;
mod page;
mod request;

use std::io;
use std::net::{Ipv4Addr, Ipv6Addr};
use std::sync::Arc;
use std::time::Duration;

use secrecy::SecretString;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use tokio::task::JoinSet;

use crate::error::Error;
use crate::refusal::Refusal;
use connection::Door;

// A browser opens a handful, some of them empty. More is somebody else.
const CONNECTIONS: usize = 32;
const PORT_TRIES: usize = 8;

/// What the browser brought.
pub(crate) enum Brought {
    Code(SecretString),
    Refusal(Refusal),
}

/// Listens on one port of both loopback addresses.
pub(crate) struct Loopback {
    v4: TcpListener,
    v6: Option<TcpListener>,
    port: u16,
}

impl Loopback {
    /// Takes a free port.
    pub(crate) async fn open() -> Result<Self, Error> {
        for _ in 0..PORT_TRIES {
            let v4 = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await;
            let v4 = v4.map_err(|_| Error::PortRefused)?;
            let port = v4.local_addr().map_err(|_| Error::PortRefused)?.port();
            match TcpListener::bind((Ipv6Addr::LOCALHOST, port)).await {
                Ok(v6) => return Ok(Self { v4, v6: Some(v6), port }),
                // Somebody else has this port on ::1, where the browser may look first.
                Err(error) if error.kind() == io::ErrorKind::AddrInUse => {}
                Err(_) => return Ok(Self { v4, v6: None, port }),
            }
        }
        Err(Error::PortRefused)
    }

    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    /// Waits for the one form with this `state`. Everything else is answered and passed over.
    pub(crate) async fn wait(self, state: &str) -> Result<Brought, Error> {
        let (sender, mut brought) = mpsc::channel(1);
        let door = Arc::new(Door::new(self.port, state.to_owned(), sender));
        let mut connections = JoinSet::new();
        loop {
            while connections.try_join_next().is_some() {}
            tokio::select! {
                biased;
                Some(answer) = brought.recv() => {
                    // The page still has to reach the browser.
                    connections.detach_all();
                    return Ok(answer);
                }
                accepted = self.accept(), if connections.len() < CONNECTIONS => match accepted {
                    Ok(stream) => {
                        connections.spawn(Arc::clone(&door).serve(stream));
                    }
                    // Out of descriptors, or the client was gone already.
                    Err(_) => tokio::time::sleep(Duration::from_millis(20)).await,
                },
                Some(_) = connections.join_next(), if connections.len() >= CONNECTIONS => {}
            }
        }
    }

    async fn accept(&self) -> io::Result<TcpStream> {
        match &self.v6 {
            Some(v6) => tokio::select! {
                stream = self.v4.accept() => Ok(stream?.0),
                stream = v6.accept() => Ok(stream?.0),
            },
            None => Ok(self.v4.accept().await?.0),
        }
    }
}
