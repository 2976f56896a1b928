//! Lists that are bound as one value: JSON text for SQLite, an array parameter for PostgreSQL.

use sqlx::{Postgres, Sqlite};
use uuid::Uuid;

/// A bound list: JSON text for SQLite, an array parameter for PostgreSQL.
pub(crate) struct Lijst(pub(crate) Vec<String>);

/// A bound list of ids: hexadecimal in JSON for SQLite, an array parameter for PostgreSQL.
pub(crate) struct Ids(pub(crate) Vec<Uuid>);

/// A bound list of numbers.
pub(crate) struct Getallen(pub(crate) Vec<i64>);

macro_rules! lijst {
    ($naam:ident, $type:ty, $tekst:expr) => {
        impl sqlx::Type<Sqlite> for $naam {
            fn type_info() -> sqlx::sqlite::SqliteTypeInfo {
                <String as sqlx::Type<Sqlite>>::type_info()
            }
        }

        impl sqlx::Encode<'_, Sqlite> for $naam {
            fn encode_by_ref(
                &self,
                buf: &mut <Sqlite as sqlx::Database>::ArgumentBuffer,
            ) -> Result<sqlx::encode::IsNull, sqlx::error::BoxDynError> {
                let teksten: Vec<String> = self.0.iter().map($tekst).collect();
                <String as sqlx::Encode<'_, Sqlite>>::encode(serde_json::to_string(&teksten)?, buf)
            }
        }

        impl sqlx::Type<Postgres> for $naam {
            fn type_info() -> sqlx::postgres::PgTypeInfo {
                <Vec<$type> as sqlx::Type<Postgres>>::type_info()
            }
        }

        impl sqlx::Encode<'_, Postgres> for $naam {
            fn encode_by_ref(
                &self,
                buf: &mut <Postgres as sqlx::Database>::ArgumentBuffer,
            ) -> Result<sqlx::encode::IsNull, sqlx::error::BoxDynError> {
                <Vec<$type> as sqlx::Encode<'_, Postgres>>::encode_by_ref(&self.0, buf)
            }
        }
    };
}
lijst!(Lijst, String, |tekst| tekst.clone());
lijst!(Ids, Uuid, |id| id.simple().to_string());
lijst!(Getallen, i64, |n| n.to_string());
