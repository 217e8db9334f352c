//! What a test adds to the API: methods of its own schemas, and answers set by hand.

mod made;

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, PoisonError, RwLock};

use bitrix24::Value;
use bitrix24::describe::{self, Method};

use crate::answer::{Answer, Failure};

pub(crate) use self::made::answer as made;

/// An answer set by hand: the result of a method, with what a list has beside it.
///
/// ```
/// use bitrix24_portal::Answered;
///
/// let page = Answered::new(vec![1.into(), 2.into()]).total(120).next(50);
/// # let _ = page;
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Answered {
    /// The result.
    pub result: Value,
    /// The number of rows on all pages.
    pub total: Option<i64>,
    /// The start of the next page.
    pub next: Option<i64>,
}

impl Answered {
    /// A result on its own.
    pub fn new(result: impl Into<Value>) -> Self {
        Self {
            result: result.into(),
            total: None,
            next: None,
        }
    }

    /// Sets the number of rows on all pages.
    #[must_use]
    pub fn total(mut self, total: i64) -> Self {
        self.total = Some(total);
        self
    }

    /// Sets the start of the next page.
    #[must_use]
    pub fn next(mut self, next: i64) -> Self {
        self.next = Some(next);
        self
    }
}

/// An error that a method returns.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Refusal {
    /// The status of the answer.
    pub status: u16,
    /// The code.
    pub code: String,
    /// The message.
    pub message: String,
}

impl Refusal {
    /// An error with status 400.
    pub fn new(code: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            status: 400,
            code: code.into(),
            message: message.into(),
        }
    }

    /// Sets the status.
    #[must_use]
    pub fn status(mut self, status: u16) -> Self {
        self.status = status;
        self
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code, self.message)
    }
}

impl std::error::Error for Refusal {}

impl From<Failure> for Refusal {
    fn from(failure: Failure) -> Self {
        Self {
            status: failure.status,
            code: failure.code,
            message: failure.message,
        }
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self::new(refusal.status, &refusal.code, refusal.message)
    }
}

/// What a function that answers a method may return: a value, a page of a list, or an error.
pub trait IntoAnswered {
    /// The answer.
    ///
    /// # Errors
    ///
    /// The error that the method returns.
    fn into_answered(self) -> Result<Answered, Refusal>;
}

impl IntoAnswered for Value {
    fn into_answered(self) -> Result<Answered, Refusal> {
        Ok(Answered::new(self))
    }
}

impl IntoAnswered for serde_json::Value {
    fn into_answered(self) -> Result<Answered, Refusal> {
        Ok(Answered::new(self))
    }
}

impl IntoAnswered for Answered {
    fn into_answered(self) -> Result<Answered, Refusal> {
        Ok(self)
    }
}

impl IntoAnswered for Refusal {
    fn into_answered(self) -> Result<Answered, Refusal> {
        Err(self)
    }
}

impl<T: IntoAnswered> IntoAnswered for Result<T, Refusal> {
    fn into_answered(self) -> Result<Answered, Refusal> {
        self.and_then(T::into_answered)
    }
}

/// A function that answers a method.
pub(crate) type Respond = Arc<dyn Fn(&Value) -> Result<Answered, Refusal> + Send + Sync>;

/// What a test has added.
#[derive(Default)]
pub(crate) struct Own {
    /// Methods of its schemas, by name in lower case and version.
    methods: HashMap<(String, u8), &'static Method>,
    /// Its answers, by name in lower case.
    answers: RwLock<HashMap<String, Respond>>,
}

impl Own {
    /// Adds the methods of a description.
    pub(crate) fn describe(&mut self, text: &str) -> Result<(), describe::Unreadable> {
        for method in describe::add(text)? {
            let key = (method.name.to_ascii_lowercase(), method.version);
            self.methods.insert(key, method);
        }
        Ok(())
    }

    /// The method of that name, whatever its case.
    pub(crate) fn method(&self, name: &str, version: u8) -> Option<&'static Method> {
        if self.methods.is_empty() {
            return None;
        }
        let key = (name.to_ascii_lowercase(), version);
        self.methods.get(&key).copied()
    }

    /// Whether a method is one of the test's schemas.
    pub(crate) fn has(&self, method: &Method) -> bool {
        let known = self.method(&method.name, method.version);
        known.is_some_and(|known| std::ptr::eq(known, method))
    }

    /// Sets the answer of a method.
    pub(crate) fn on(&self, name: &str, respond: Respond) {
        let mut answers = self.answers.write().unwrap_or_else(PoisonError::into_inner);
        answers.insert(name.to_ascii_lowercase(), respond);
    }

    /// The function that answers a method.
    pub(crate) fn respond(&self, name: &str) -> Option<Respond> {
        let answers = self.answers.read().unwrap_or_else(PoisonError::into_inner);
        answers.get(&name.to_ascii_lowercase()).cloned()
    }
}

impl Clone for Own {
    fn clone(&self) -> Self {
        let answers = self.answers.read().unwrap_or_else(PoisonError::into_inner);
        Self {
            methods: self.methods.clone(),
            answers: RwLock::new(answers.clone()),
        }
    }
}

impl fmt::Debug for Own {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Own").finish_non_exhaustive()
    }
}

impl From<Answered> for Answer {
    fn from(answered: Answered) -> Self {
        Self {
            total: answered.total,
            next: answered.next,
            ..Self::new(answered.result)
        }
    }
}
