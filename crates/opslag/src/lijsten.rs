//! Lists that PostgreSQL takes as one value: an array parameter. For SQLite they are JSON (`sqlite.rs`).

use sqlx::Postgres;
use uuid::Uuid;

/// A bound list.
pub(crate) struct Lijst(pub(crate) Vec<String>);

/// A bound list of ids.
pub(crate) struct Ids(pub(crate) Vec<Uuid>);

/// A bound list of numbers.
pub(crate) struct Getallen(pub(crate) Vec<i64>);

macro_rules! lijst {
    ($naam:ident, $type:ty) => {
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
lijst!(Lijst, String);
lijst!(Ids, Uuid);
lijst!(Getallen, i64);
