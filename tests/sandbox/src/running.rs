//! The four hosts of a sandbox, from start to stop.

use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::sync::Arc;

use axum_server::Handle;
use axum_server::tls_rustls::RustlsConfig;
use chrono::Utc;
use serde_json::{Map, Value};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::certificate::{Certificate, Loopback};
use crate::clock::Clock;
use crate::company::Company;
use crate::directory::{Directory, NoSuchObject};
use crate::entra::{self, Entra};
use crate::fault::{Faults, Host};
use crate::graph::{self, Graph};
use crate::incode::{self, Incode, Target};
use crate::mailbox::{self, Mailbox};
use crate::tenant::Tenant;
use crate::traffic::Traffic;
use crate::world::{Shared, World};
use crate::{Account, Failure, Options, Ready, front};

/// A sandbox that is not yet running.
pub struct Sandbox;

impl Sandbox {
    /// Starts all four hosts on 127.0.0.1 in the current tokio runtime.
    ///
    /// # Errors
    /// [`Failure::PortTaken`] if a port of the asked range is in use, [`Failure::NoCertificate`]
    /// if no keys could be made.
    pub async fn start(options: Options) -> Result<Running, Failure> {
        let listeners = listeners(options.port_base)?;
        let mut ports = [0; 4];
        for (port, listener) in ports.iter_mut().zip(&listeners) {
            *port = listener.local_addr().map_err(|e| taken(0, e))?.port();
        }
        let tenant = Tenant::new(options.seed, ports);
        // Keys and a company of thousands take a moment: not on the runtime's own thread.
        let made = tokio::task::spawn_blocking(move || make(options, tenant)).await;
        let (world, certificate) =
            made.map_err(|error| Failure::NoCertificate(error.to_string()))??;
        let ready = ready(&world, certificate.loopback.authority.clone());
        let mut hosts = JoinSet::new();
        let handle = Handle::new();
        let routes = [
            (Host::Entra, entra::routes()),
            (Host::Graph, graph::routes()),
            (Host::Incode, incode::routes()),
            (Host::Mailbox, mailbox::page::routes()),
        ];
        for ((host, routes), listener) in routes.into_iter().zip(listeners) {
            let tls = RustlsConfig::from_config(certificate.server.clone());
            let routes = front::serve(host, routes, &world).into_make_service();
            let server =
                axum_server::from_tcp_rustls(listener, tls).map_err(|error| taken(0, error))?;
            hosts.spawn(server.handle(handle.clone()).serve(routes));
        }
        Ok(Running { ready, loopback: certificate.loopback, world, handle, hosts })
    }
}

/// A running sandbox. It stops when dropped.
pub struct Running {
    ready: Ready,
    loopback: Loopback,
    world: Shared,
    handle: Handle<SocketAddr>,
    hosts: JoinSet<std::io::Result<()>>,
}

impl Running {
    /// Where everything listens, and who may sign in.
    pub fn ready(&self) -> &Ready {
        &self.ready
    }

    /// A certificate of the sandbox's authority, for another server that a client is to trust.
    pub fn loopback(&self) -> &Loopback {
        &self.loopback
    }

    /// The switches that break things.
    pub fn faults(&self) -> &Faults {
        &self.world.faults
    }

    /// People, groups and roles, to be changed while clients look.
    pub fn directory(&self) -> &Directory {
        &self.world.directory
    }

    /// The company as it was invented, with the truth about its cases.
    pub fn company(&self) -> &Arc<Company> {
        self.world.directory.company()
    }

    /// What was asked so far.
    pub fn traffic(&self) -> &Traffic {
        &self.world.traffic
    }

    /// What was sent so far.
    pub fn mailbox(&self) -> &Mailbox {
        &self.world.mailbox
    }

    /// The sandbox's time.
    pub fn clock(&self) -> &Clock {
        &self.world.clock
    }

    /// Sessions and their status.
    pub fn incode(&self) -> &Incode {
        &self.world.incode
    }

    /// Replaces Entra's signing key at once.
    ///
    /// # Errors
    /// [`Failure::NoCertificate`] if no key could be made.
    pub fn rotate_keys(&self) -> Result<(), Failure> {
        self.world.entra.rotate_keys()
    }

    /// Ends all sessions of a person (sign-in name or id): refresh is refused, Graph challenges.
    ///
    /// # Errors
    /// [`NoSuchObject`] if there is no such person.
    pub fn revoke(&self, user: &str) -> Result<(), NoSuchObject> {
        self.world.revoke(user)
    }

    /// Changes properties of a person; see [`Directory::patch_user`].
    ///
    /// # Errors
    /// [`NoSuchObject`] if there is no such person.
    pub fn patch_user(&self, user: &str, changes: Map<String, Value>) -> Result<(), NoSuchObject> {
        self.world.directory.patch_user(user, changes)
    }

    /// Sets the webhook's target as the vendor's dashboard does; a hint per waiting session
    /// follows.
    pub fn set_webhook(&self, target: Target) {
        incode::set_target(&self.world, target);
    }

    /// An operator enters a verdict at the vendor. `None` if there is no such session.
    pub fn review(&self, interview: &str, operator: &str, verdict: incode::Verdict) -> Option<()> {
        incode::review(&self.world, interview, operator, verdict)
    }

    /// The person of this session captures again: the new interview's id.
    pub fn capture_again(&self, like: &str) -> Option<String> {
        incode::again(&self.world, like)
    }

    /// The person of this session photographs again, in the same session: it shows the evidence
    /// of `like` from now on. `None` if either session is not there.
    pub fn photograph_again(&self, interview: &str, like: &str) -> Option<()> {
        incode::photographed_again(&self.world, interview, like)
    }

    /// Stops listening, drops open connections, and waits until all is closed.
    pub async fn stop(mut self) {
        self.close();
        while self.hosts.join_next().await.is_some() {}
    }

    fn close(&self) {
        self.world.closing.cancel();
        self.handle.shutdown();
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.close();
    }
}

fn make(options: Options, tenant: Tenant) -> Result<(Shared, Certificate), Failure> {
    let certificate = Certificate::make()?;
    let company = Company::invent(options.seed, options.people, options.cases, Utc::now());
    let company = Arc::new(company);
    let faults = Faults::default();
    faults.set(options.faults);
    let world = World {
        tenant,
        clock: Clock::default(),
        faults,
        traffic: Traffic::default(),
        mailbox: Mailbox::default(),
        entra: Entra::new()?,
        directory: Directory::new(company.clone()),
        graph: Graph::new(),
        incode: Incode::new(company),
        http: reqwest::Client::new(),
        closing: CancellationToken::new(),
    };
    Ok((Arc::new(world), certificate))
}

fn ready(world: &World, ca_certificate: String) -> Ready {
    let tenant = &world.tenant;
    let accounts = world.directory.company().accounts();
    Ready {
        authority: tenant.authority(),
        tenant_id: tenant.id.to_string(),
        client_id: tenant.desk.to_string(),
        service_client_id: tenant.service.to_string(),
        service_client_secret: tenant.service_secret.clone(),
        graph: tenant.graph.clone(),
        incode: tenant.incode.clone(),
        mailbox: tenant.mailbox.clone(),
        ca_certificate,
        accounts: accounts
            .map(|person| Account {
                user_principal_name: person.user_principal_name.clone(),
                roles: person.app_roles.clone(),
            })
            .collect(),
    }
}

fn listeners(base: Option<u16>) -> Result<Vec<TcpListener>, Failure> {
    let port = |index: u16| base.map_or(0, |base| base.saturating_add(index));
    (0..4)
        .map(|index| {
            let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port(index)));
            let listener = TcpListener::bind(address);
            let listener = listener.map_err(|reason| Failure::PortTaken { address, reason })?;
            listener.set_nonblocking(true).map_err(|e| taken(port(index), e))?;
            Ok(listener)
        })
        .collect()
}

fn taken(port: u16, reason: std::io::Error) -> Failure {
    Failure::PortTaken { address: SocketAddr::from((Ipv4Addr::LOCALHOST, port)), reason }
}
