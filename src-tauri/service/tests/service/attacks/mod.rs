//! Attacks on the public interface. In each file, one function is one attack: it reads as what the
//! attacker does. `THREATS.md` names them all.

/// Two tests of each attack: with every rule in force it is refused and its control is not; without
/// the rule that is named, it comes through. An attack without a name for its rule is stopped by
/// more than one, or by what no switch may turn off.
macro_rules! attacks {
    ($($name:ident $(: $rule:expr)?;)*) => {
        mod stands {
            $(
                #[tokio::test(flavor = "multi_thread")]
                async fn $name() {
                    crate::attacks::siege::stands(super::$name).await;
                }
            )*
        }

        #[cfg(feature = "faults")]
        mod falls {
            #[allow(unused_imports)]
            use service::Rule::*;
            $($(
                #[tokio::test(flavor = "multi_thread")]
                async fn $name() {
                    crate::attacks::siege::falls($rule, super::$name).await;
                }
            )?)*
        }
    };
}

mod after;
mod blind;
mod clorox;
mod contacts;
mod evidence;
mod holders;
mod keys;
mod notices;
mod people;
mod record;
mod siege;
mod sign_ins;
mod statements;
mod stops;
mod velocity;
mod wire;
