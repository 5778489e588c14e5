//! Who asks. Surfaces turn credentials into an [`Actor`]; `access` decides what an actor may.

use calotype_store::tenants;
use uuid::Uuid;

/// The library's two roles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Sees and changes everything of the tenant.
    Admin,
    /// Sees and changes their own.
    User,
}

impl Role {
    /// The word on the wire.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Admin => "admin",
            Self::User => "user",
        }
    }

    /// The role of a word on the wire.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        match word {
            "admin" => Some(Self::Admin),
            "user" => Some(Self::User),
            _ => None,
        }
    }

    /// What the role stands for, in words clients know. Informational: rules ask the role itself.
    #[must_use]
    pub fn permissions(self) -> &'static [&'static str] {
        match self {
            Self::Admin => &[
                "manage_users",
                "manage_settings",
                "view_all_assets",
                "manage_all_assets",
                "manage_own_profile",
            ],
            Self::User => &["view_own_assets", "manage_own_assets", "manage_own_profile"],
        }
    }
}

/// The roles of the hosting portal, from least to most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum AdminRole {
    /// Reads within its clients.
    Viewer,
    /// Reads and writes within its clients.
    Admin,
    /// Everything.
    SuperAdmin,
}

impl AdminRole {
    /// The word on the wire and in the database.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Viewer => "VIEWER",
            Self::Admin => "ADMIN",
            Self::SuperAdmin => "SUPER_ADMIN",
        }
    }

    /// The role of a word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Viewer, Self::Admin, Self::SuperAdmin].into_iter().find(|role| role.as_str() == word)
    }
}

/// The clients (tenants) an administrator of the hosting portal reaches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Clients {
    /// All of them.
    All,
    /// These, maybe none.
    Only(Vec<Uuid>),
}

impl Clients {
    /// Whether a tenant is among them. Home is no client.
    #[must_use]
    pub fn contains(&self, tenant: Uuid) -> bool {
        tenant != tenants::HOME
            && match self {
                Self::All => true,
                Self::Only(listed) => listed.contains(&tenant),
            }
    }
}

/// An administrator of the hosting portal, as the database knew them when the request came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Administrator {
    /// Id of the user row.
    pub id: Uuid,
    /// E-mail address.
    pub email: String,
    /// Role.
    pub role: AdminRole,
    /// What they reach.
    pub clients: Clients,
    /// The login the call belongs to.
    pub login: Uuid,
}

/// The party behind a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Who {
    /// No credential.
    Anonymous,
    /// A logged-in user, as the database knew them when the request came.
    User {
        /// Id of the user row.
        id: Uuid,
        /// The integer the library shows.
        number: i64,
        /// User name.
        username: String,
        /// Role at the time of the request.
        role: Role,
    },
    /// An administrator of the hosting portal; nobody to the library.
    Administrator(Box<Administrator>),
    /// A program with a key.
    Key {
        /// Id of the key's row.
        id: Uuid,
        /// The user it acts for.
        user: Option<Uuid>,
        /// What it may be used for.
        scopes: Vec<String>,
        /// Whether it sees only what it made itself.
        isolated: bool,
    },
    /// calotype itself: jobs, start-up, command line.
    System,
}

/// Whose thing calotype works on when nobody asks for it just then. Of the record they may read what happened to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Concern {
    /// Whose it is: a user, or a key that acts for nobody.
    pub owner: Uuid,
    /// The key it was made with.
    pub key: Uuid,
}

/// Who asks, on behalf of which tenant, from where. Passed to every domain function.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// The tenant everything read or written belongs to.
    pub tenant: Uuid,
    /// The party.
    pub who: Who,
    /// Request id for the audit record; empty for jobs.
    pub request_id: String,
    /// Address of the caller, when there is one.
    pub address: Option<std::net::IpAddr>,
    /// What the caller's program calls itself, when it says.
    pub user_agent: Option<String>,
    /// Whose thing it is about, where calotype itself acts on that of a program.
    pub concerns: Option<Concern>,
}

impl Actor {
    /// Nobody, at home.
    #[must_use]
    pub fn anonymous() -> Self {
        Self {
            tenant: tenants::HOME,
            who: Who::Anonymous,
            request_id: String::new(),
            address: None,
            user_agent: None,
            concerns: None,
        }
    }

    /// calotype itself, at home.
    #[must_use]
    pub fn system() -> Self {
        Self { who: Who::System, ..Self::anonymous() }
    }

    /// calotype itself, at work on a thing that a program of the tenant made.
    #[must_use]
    pub fn at_work(tenant: Uuid, owner: Uuid, key: Uuid) -> Self {
        Self { tenant, concerns: Some(Concern { owner, key }), ..Self::system() }
    }

    /// A logged-in user at home.
    #[must_use]
    pub fn user(id: Uuid, number: i64, username: impl Into<String>, role: Role) -> Self {
        Self { who: Who::User { id, number, username: username.into(), role }, ..Self::anonymous() }
    }

    /// Id of the key's row, if a program asks.
    #[must_use]
    pub fn key_id(&self) -> Option<Uuid> {
        match &self.who {
            Who::Key { id, .. } => Some(*id),
            Who::User { .. } | Who::Anonymous | Who::Administrator(_) | Who::System => None,
        }
    }

    /// Id of the user row, if a user of the library asks.
    #[must_use]
    pub fn user_id(&self) -> Option<Uuid> {
        match &self.who {
            Who::User { id, .. } => Some(*id),
            Who::Anonymous | Who::Administrator(_) | Who::Key { .. } | Who::System => None,
        }
    }

    /// Id of the user row of the person who asks, whatever they may do; for the record.
    #[must_use]
    pub fn person(&self) -> Option<Uuid> {
        match &self.who {
            Who::Administrator(admin) => Some(admin.id),
            _ => self.user_id(),
        }
    }

    /// The same party, acting on another tenant.
    #[must_use]
    pub fn at(&self, tenant: Uuid) -> Self {
        Self { tenant, ..self.clone() }
    }
}
