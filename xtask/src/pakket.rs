//! The files of `pakket/` name settings, commands and keys that exist.

use std::fs;
use std::process::Command;

/// Keys of systemd that we use, per section: a word that is not here is a typing error or wants a thought.
const SLEUTELS: &[(&str, &[&str])] = &[
    (
        "Unit",
        &[
            "Description",
            "Documentation",
            "After",
            "Wants",
            "StartLimitIntervalSec",
            "StartLimitBurst",
        ],
    ),
    (
        "Service",
        &[
            "Type",
            "User",
            "Group",
            "ExecStart",
            "Restart",
            "RestartSec",
            "TimeoutStopSec",
            "UMask",
            "StateDirectory",
            "StateDirectoryMode",
            "ReadWritePaths",
            "WorkingDirectory",
            "LimitNOFILE",
            "MemoryMax",
            "NoNewPrivileges",
            "CapabilityBoundingSet",
            "AmbientCapabilities",
            "ProtectSystem",
            "ProtectHome",
            "PrivateTmp",
            "PrivateDevices",
            "ProtectKernelTunables",
            "ProtectKernelModules",
            "ProtectKernelLogs",
            "ProtectControlGroups",
            "ProtectClock",
            "ProtectHostname",
            "ProtectProc",
            "RestrictAddressFamilies",
            "RestrictNamespaces",
            "RestrictRealtime",
            "RestrictSUIDSGID",
            "LockPersonality",
            "MemoryDenyWriteExecute",
            "RemoveIPC",
            "SystemCallArchitectures",
            "SystemCallFilter",
        ],
    ),
    ("Install", &["WantedBy"]),
];

fn lees(naam: &str) -> String {
    fs::read_to_string(crate::wortel().join("pakket").join(naam)).unwrap()
}

#[test]
fn elke_sleutel_van_de_service_bestaat_en_de_dienst_staat_dicht() {
    let tekst = lees("houvast.service");
    let mut deel = "";
    for regel in tekst
        .lines()
        .map(str::trim)
        .filter(|r| !r.is_empty() && !r.starts_with('#'))
    {
        if let Some(naam) = regel.strip_prefix('[').and_then(|r| r.strip_suffix(']')) {
            deel = SLEUTELS
                .iter()
                .map(|(d, _)| *d)
                .find(|d| *d == naam)
                .unwrap_or_else(|| panic!("{naam}"));
            continue;
        }
        let (sleutel, _) = regel
            .split_once('=')
            .unwrap_or_else(|| panic!("geen sleutel: {regel}"));
        let bekend = SLEUTELS
            .iter()
            .find(|(d, _)| *d == deel)
            .map(|(_, s)| *s)
            .unwrap_or_default();
        assert!(bekend.contains(&sleutel), "[{deel}] kent {sleutel} niet");
    }
    for moet in [
        "NoNewPrivileges=true",
        "ProtectSystem=strict",
        "CapabilityBoundingSet=\n",
        "UMask=0077",
        "Restart=always",
    ] {
        assert!(tekst.contains(moet), "{moet}");
    }
}

/// What systemd itself says, where it is. It does not look for the program or the user: those are not on this machine.
#[test]
fn systemd_zelf_leest_de_service_zonder_bezwaar() {
    let map = std::env::temp_dir().join(format!("houvast-pakket-{}", std::process::id()));
    fs::create_dir_all(&map).unwrap();
    let pad = map.join("houvast.service");
    let tekst = lees("houvast.service").replace("/usr/local/bin/houvast", "/bin/true");
    fs::write(&pad, tekst).unwrap();
    let uit = Command::new("systemd-analyze")
        .args(["verify", "--man=no"])
        .arg(&pad)
        .output();
    fs::remove_dir_all(&map).unwrap();
    let Ok(uit) = uit else {
        eprintln!("OVERGESLAGEN: systemd-analyze is er niet");
        return;
    };
    let gezegd = String::from_utf8_lossy(&uit.stderr).into_owned();
    let over_ons: Vec<&str> = gezegd
        .lines()
        .filter(|r| r.contains("houvast.service") && !r.contains("man page"))
        .collect();
    assert!(over_ons.is_empty(), "{over_ons:?}");
}

#[test]
fn het_container_bestand_en_de_proxy_noemen_wat_er_is() {
    let instellingen =
        fs::read_to_string(crate::wortel().join("crates/houvast/src/instellingen.rs")).unwrap();
    let container = lees("Containerfile");
    let namen: Vec<String> = container
        .split_whitespace()
        .filter_map(|w| Some(w.strip_prefix("HOUVAST_")?.split_once('=')?.0.to_lowercase()))
        .collect();
    assert!(namen.len() >= 3, "{namen:?}");
    for naam in namen {
        assert!(
            instellingen.contains(&format!("\"{naam}\" =>")),
            "geen instelling {naam}"
        );
    }
    let gebruiker = container.lines().rfind(|r| r.starts_with("USER ")).unwrap();
    assert!(gebruiker.starts_with("USER 1"), "niet als root: {gebruiker}");
    let versie = fs::read_to_string(crate::wortel().join("Cargo.toml")).unwrap();
    let rust = versie
        .lines()
        .find_map(|r| r.strip_prefix("rust-version = \""))
        .unwrap();
    assert!(
        container.contains(&format!("rust:{}", rust.trim_end_matches('"'))),
        "de Rust van Cargo.toml"
    );
    let proxy = lees("nginx.conf");
    assert_eq!(proxy.matches('{').count(), proxy.matches('}').count());
    assert!(proxy.contains("127.0.0.1:8080") && proxy.contains("client_max_body_size 26m"));
}
