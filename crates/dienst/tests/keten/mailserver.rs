//! The daily mail to a mail server: each once, whatever the server does.

use crate::hulp::Keten;
use houvast_dienst::dagmail::{self, Beveiliging, Bezorging, Smtp, Weg};
use houvast_opslag::op_beide;
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// How the server behaves to a recipient.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Gedrag {
    Neemt,
    /// 451: try again later.
    Later,
    /// 550: no such person.
    Onbekend,
    /// Takes the whole mail and hangs up instead of answering.
    BreektAf,
}

/// A mail as it came in.
#[derive(Clone, Debug)]
struct Post {
    van: String,
    aan: String,
    tekst: String,
    aangemeld: bool,
}

#[derive(Default)]
struct Stand {
    post: Vec<Post>,
    verbindingen: usize,
    gedrag: Vec<(String, Gedrag)>,
    vraagt_wachtwoord: bool,
}

type Gedeeld = Arc<Mutex<Stand>>;

/// A small SMTP server on this machine.
async fn server() -> (u16, Gedeeld) {
    let luisteraar = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let poort = luisteraar.local_addr().unwrap().port();
    let stand = Gedeeld::default();
    let gedeeld = Arc::clone(&stand);
    tokio::spawn(async move {
        while let Ok((lijn, _)) = luisteraar.accept().await {
            gedeeld.lock().unwrap().verbindingen += 1;
            // A client that hangs up ends this one line only.
            tokio::spawn(gesprek(lijn, Arc::clone(&gedeeld)));
        }
    });
    (poort, stand)
}

async fn gesprek(lijn: TcpStream, stand: Gedeeld) -> Option<()> {
    let mut lijn = BufReader::new(lijn);
    let (mut van, mut aan, mut aangemeld) = (String::new(), String::new(), false);
    lijn.write_all(b"220 proef ESMTP\r\n").await.ok()?;
    loop {
        let mut regel = String::new();
        if lijn.read_line(&mut regel).await.ok()? == 0 {
            return None;
        }
        let regel = regel.trim_end().to_owned();
        let adres = || {
            let na = regel.split_once('<').map_or("", |(_, na)| na);
            na.split('>').next().unwrap_or_default().to_owned()
        };
        let antwoord: &str = if regel.starts_with("EHLO") {
            if stand.lock().unwrap().vraagt_wachtwoord {
                "250-proef\r\n250-8BITMIME\r\n250 AUTH PLAIN"
            } else {
                "250-proef\r\n250 8BITMIME"
            }
        } else if let Some(geheim) = regel.strip_prefix("AUTH PLAIN ") {
            // base64 of NUL houvast NUL "ge heim".
            aangemeld = geheim == "AGhvdXZhc3QAZ2UgaGVpbQ==";
            if aangemeld { "235 ok" } else { "535 nee" }
        } else if regel.starts_with("MAIL FROM") {
            van = adres();
            if stand.lock().unwrap().vraagt_wachtwoord && !aangemeld {
                "530 eerst aanmelden"
            } else {
                "250 ok"
            }
        } else if regel.starts_with("RCPT TO") {
            aan = adres();
            match gedrag(&stand, &aan) {
                Gedrag::Later => "451 nu niet",
                Gedrag::Onbekend => "550 onbekend",
                Gedrag::Neemt | Gedrag::BreektAf => "250 ok",
            }
        } else if regel == "DATA" {
            lijn.write_all(b"354 ga door\r\n").await.ok()?;
            let mut tekst = String::new();
            loop {
                let mut regel = String::new();
                if lijn.read_line(&mut regel).await.ok()? == 0 {
                    return None;
                }
                if regel == ".\r\n" {
                    break;
                }
                tekst.push_str(regel.strip_prefix('.').unwrap_or(&regel));
            }
            let post = Post {
                van: van.clone(),
                aan: aan.clone(),
                tekst,
                aangemeld,
            };
            stand.lock().unwrap().post.push(post);
            if gedrag(&stand, &aan) == Gedrag::BreektAf {
                return None;
            }
            "250 aangenomen"
        } else if regel == "QUIT" {
            lijn.write_all(b"221 dag\r\n").await.ok()?;
            return None;
        } else {
            "250 ok"
        };
        lijn.write_all(format!("{antwoord}\r\n").as_bytes()).await.ok()?;
    }
}

fn gedrag(stand: &Gedeeld, aan: &str) -> Gedrag {
    let stand = stand.lock().unwrap();
    let gevonden = stand.gedrag.iter().find(|(wie, _)| wie == aan);
    gevonden.map_or(Gedrag::Neemt, |(_, gedrag)| *gedrag)
}

fn naar(stand: &Gedeeld, aan: &str) -> usize {
    stand.lock().unwrap().post.iter().filter(|p| p.aan == aan).count()
}

fn bezorging(poort: u16) -> Bezorging {
    Bezorging {
        weg: Weg::Smtp(Smtp::lees(&format!("smtp://127.0.0.1:{poort}")).unwrap()),
        van: Some("houvast@zwolle.example".to_owned()),
        webadres: "https://houvast.voorbeeld.nl".to_owned(),
    }
}

const ZWOLLE: &str = "s.terpstra@zwolle.example";
const LINDEBOOG: &str = "administratie@lindeboog.example";
const REGIO: &str = "p.wigger@ijsselland.example";

/// The demo in the hour of the mail, with three people who want one.
async fn met_drie(proef: &houvast_opslag::proef::Proef) -> Keten {
    let keten = Keten::vol(proef, "2026-11-23T08:00:00Z").await;
    for (wie, adres) in [
        ("consulent.zwolle", ZWOLLE),
        ("aanbieder.lindeboog", LINDEBOOG),
        ("regio.ijsselland", REGIO),
    ] {
        let wie = keten.zonder_sessie(wie).await;
        assert_eq!(
            dagmail::zet(&keten.huis, &wie, true, adres).await.unwrap(),
            Ok(())
        );
    }
    keten
}

op_beide! {
    async fn elke_mail_gaat_een_keer_over_een_lijn_naar_de_server(proef: &Proef) {
        let keten = met_drie(proef).await;
        let (poort, stand) = server().await;
        let bezorging = bezorging(poort);
        assert_eq!(dagmail::verstuur(&keten.huis, &bezorging).await.unwrap(), 3);
        assert_eq!(dagmail::verstuur(&keten.huis, &bezorging).await.unwrap(), 0, "een keer per dag");
        let stand = stand.lock().unwrap();
        assert_eq!(stand.verbindingen, 1, "een lijn voor alle mails");
        let mut wie: Vec<&str> = stand.post.iter().map(|p| p.aan.as_str()).collect();
        wie.sort_unstable();
        assert_eq!(wie, [LINDEBOOG, REGIO, ZWOLLE]);
        for post in &stand.post {
            assert_eq!(post.van, "houvast@zwolle.example");
            assert!(post.tekst.contains(&format!("From: Houvast <houvast@zwolle.example>\r\nTo: {}\r\n", post.aan)));
            assert!(post.tekst.contains("https://houvast.voorbeeld.nl/werkvoorraad"));
        }
    }

    async fn wat_nu_niet_kan_komt_later_en_wat_nooit_kan_wordt_niet_herhaald(proef: &Proef) {
        let keten = met_drie(proef).await;
        let (poort, stand) = server().await;
        let bezorging = bezorging(poort);
        let verstuur = async || dagmail::verstuur(&keten.huis, &bezorging).await.unwrap();
        stand.lock().unwrap().gedrag = vec![(ZWOLLE.to_owned(), Gedrag::Later), (REGIO.to_owned(), Gedrag::Onbekend)];
        assert_eq!(verstuur().await, 1, "een adres dat niet wil houdt de andere niet op");
        assert_eq!((naar(&stand, LINDEBOOG), naar(&stand, ZWOLLE)), (1, 0));
        stand.lock().unwrap().gedrag.clear();
        assert_eq!(verstuur().await, 1, "alleen wie later zou komen");
        assert_eq!((naar(&stand, ZWOLLE), naar(&stand, REGIO), naar(&stand, LINDEBOOG)), (1, 0, 1));
        assert_eq!(verstuur().await, 0);
    }

    async fn een_lijn_die_breekt_na_de_mail_geeft_geen_tweede_mail(proef: &Proef) {
        let keten = met_drie(proef).await;
        let (poort, stand) = server().await;
        let bezorging = bezorging(poort);
        stand.lock().unwrap().gedrag = vec![(ZWOLLE.to_owned(), Gedrag::BreektAf)];
        assert_eq!(dagmail::verstuur(&keten.huis, &bezorging).await.unwrap(), 2);
        stand.lock().unwrap().gedrag.clear();
        assert_eq!(dagmail::verstuur(&keten.huis, &bezorging).await.unwrap(), 0);
        assert_eq!((naar(&stand, ZWOLLE), naar(&stand, LINDEBOOG), naar(&stand, REGIO)), (1, 1, 1));
    }

    async fn twee_knopen_tegelijk_sturen_samen_een_mail_per_mens(proef: &Proef) {
        let keten = met_drie(proef).await;
        let (poort, stand) = server().await;
        let bezorging = bezorging(poort);
        let ronde = || dagmail::verstuur(&keten.huis, &bezorging);
        let (een, twee, drie) = tokio::join!(ronde(), ronde(), ronde());
        assert_eq!(een.unwrap() + twee.unwrap() + drie.unwrap(), 3);
        assert_eq!(stand.lock().unwrap().post.len(), 3);
    }

    async fn zonder_server_wachtwoord_of_versleuteling_gaat_er_niets_uit_en_later_alles(proef: &Proef) {
        let keten = met_drie(proef).await;
        let (poort, stand) = server().await;
        let verstuur = async |b: &Bezorging| dagmail::verstuur(&keten.huis, b).await.unwrap();
        let met = |smtp: Smtp| Bezorging { weg: Weg::Smtp(smtp), ..bezorging(poort) };
        let smtp = Smtp::lees(&format!("smtp://127.0.0.1:{poort}")).unwrap();
        let dicht = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap().port();
        assert_eq!(verstuur(&bezorging(dicht)).await, 0, "er luistert niemand");
        // Another machine must encrypt; this server cannot.
        assert_eq!(verstuur(&met(Smtp { beveiliging: Beveiliging::StartTls, ..smtp.clone() })).await, 0);
        assert_eq!(verstuur(&met(Smtp { beveiliging: Beveiliging::Tls, ..smtp.clone() })).await, 0);
        stand.lock().unwrap().vraagt_wachtwoord = true;
        let aanmelding = |wachtwoord: &str| Smtp { aanmelding: Some(("houvast".to_owned(), wachtwoord.to_owned())), ..smtp.clone() };
        assert_eq!(verstuur(&met(aanmelding("fout"))).await, 0);
        assert!(stand.lock().unwrap().post.is_empty(), "niets is verstuurd");
        assert_eq!(verstuur(&met(aanmelding("ge heim"))).await, 3);
        assert!(stand.lock().unwrap().post.iter().all(|p| p.aangemeld));
    }
}
