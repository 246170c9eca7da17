//! The sandbox's own certificate authority, made at start and forgotten at the end.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::sync::Arc;

use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DnType, ExtendedKeyUsagePurpose, IsCa,
    KeyPair, KeyUsagePurpose, SanType, date_time_ymd,
};
use rustls::ServerConfig;
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};

use crate::Failure;

/// The authority's certificate and a TLS configuration for `localhost`.
pub(crate) struct Certificate {
    pub(crate) server: Arc<ServerConfig>,
    pub(crate) loopback: Loopback,
}

/// A certificate for `localhost`, 127.0.0.1 and ::1, for other servers of a test.
#[derive(Clone)]
pub struct Loopback {
    /// The authority, as PEM; the same as in the ready line.
    pub authority: String,
    /// The server's certificate, as PEM.
    pub certificate: String,
    /// Its private key, as PKCS #8 PEM. Worth nothing outside this machine.
    pub key: String,
}

impl Certificate {
    /// Makes an authority, and with it a certificate for `localhost`, 127.0.0.1 and ::1.
    pub(crate) fn make() -> Result<Self, Failure> {
        let authority = authority().map_err(refused)?;
        let (certificate, key) = server(&authority).map_err(refused)?;
        let loopback = Loopback {
            authority: authority.pem(),
            certificate: certificate.pem(),
            key: key.serialize_pem(),
        };
        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let mut config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(refused)?
            .with_no_client_auth()
            .with_single_cert(vec![certificate.der().clone()], key)
            .map_err(refused)?;
        config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        Ok(Self { server: Arc::new(config), loopback })
    }
}

fn authority() -> Result<CertifiedIssuer<'static, KeyPair>, rcgen::Error> {
    let mut params = CertificateParams::default();
    params.distinguished_name.push(DnType::CommonName, "Countersign sandbox, trust nowhere else");
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    (params.not_before, params.not_after) = (date_time_ymd(2024, 1, 1), date_time_ymd(2049, 1, 1));
    CertifiedIssuer::self_signed(params, KeyPair::generate()?)
}

fn server(
    authority: &CertifiedIssuer<'static, KeyPair>,
) -> Result<(rcgen::Certificate, KeyPair), rcgen::Error> {
    let key = KeyPair::generate()?;
    let mut params = CertificateParams::new(["localhost".to_owned()])?;
    for address in [IpAddr::V4(Ipv4Addr::LOCALHOST), IpAddr::V6(Ipv6Addr::LOCALHOST)] {
        params.subject_alt_names.push(SanType::IpAddress(address));
    }
    params.distinguished_name.push(DnType::CommonName, "localhost");
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    params.use_authority_key_identifier_extension = true;
    (params.not_before, params.not_after) = (date_time_ymd(2024, 1, 1), date_time_ymd(2049, 1, 1));
    let certificate = params.signed_by(&key, authority)?;
    Ok((certificate, key))
}

fn refused(error: impl std::fmt::Display) -> Failure {
    Failure::NoCertificate(error.to_string())
}
