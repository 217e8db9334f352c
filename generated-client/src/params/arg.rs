//! Arguments, values of parameters, and the trait of what converts into them.

use std::fmt;
use std::marker::PhantomData;

use super::{Erased, Form, Params, ParamsProblem};
use crate::encode::to_value;
use crate::field::Written;
use crate::value::Value;
use crate::values::File;

/// A value for a parameter of type `T`.
///
/// [`IntoArg`] lists what converts into it.
#[must_use]
pub struct Arg<T> {
    /// `None` leaves the parameter out.
    value: Option<Value>,
    form: Form,
    problem: Option<Box<ParamsProblem>>,
    of: PhantomData<fn() -> T>,
}

/// Clears a field: `.comment(Clear)`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clear;

/// The JSON of an argument that leaves its parameter out.
static NULL: Value = Value::Null;

impl<T> Arg<T> {
    /// The argument that a value converts into.
    pub fn new(value: impl IntoArg<T, Required>) -> Self {
        value.into_arg()
    }

    /// An argument that leaves its parameter out.
    pub(super) const fn left_out() -> Self {
        Self {
            value: None,
            form: Form::Other,
            problem: None,
            of: PhantomData,
        }
    }

    /// Any JSON, whatever the documentation says about the parameter.
    pub fn raw(value: impl Into<Value>) -> Self {
        Self {
            value: Some(value.into()),
            form: Form::Other,
            problem: None,
            of: PhantomData,
        }
    }

    /// The JSON that will be sent; `null` when the parameter is left out.
    pub fn as_value(&self) -> &Value {
        self.value.as_ref().unwrap_or(&NULL)
    }

    /// An object.
    #[doc(hidden)]
    pub fn object(params: Params) -> Self {
        Self {
            value: Some(Value::Map(params.entries)),
            form: Form::Other,
            problem: params.problem,
            of: PhantomData,
        }
    }

    /// Yes or no, which some places write in a form of their own.
    pub(super) fn boolean(value: impl Into<Value>) -> Self {
        Self {
            form: Form::Boolean,
            ..Self::raw(value)
        }
    }

    /// A file. One that was read is sent as its number: its address has a token.
    pub(super) fn file(file: File) -> Self {
        Self {
            form: Form::File,
            ..Self::raw(file.into_sent())
        }
    }

    /// JSON as it is read from an answer.
    pub(super) fn read(value: Value) -> Self {
        Self {
            form: Form::Read,
            ..Self::raw(value)
        }
    }

    /// A typed value. Files in it that were read are sent as their numbers.
    #[doc(hidden)]
    pub fn of(value: &T) -> Self
    where
        T: Written,
    {
        Self::typed(to_value(value))
    }

    /// The JSON of a typed value.
    pub(super) fn typed(value: Value) -> Self {
        Self {
            form: Form::Typed,
            ..Self::raw(value)
        }
    }

    /// A reference to the result of a command of a batch.
    pub(crate) fn reference(placeholder: String, problem: Option<ParamsProblem>) -> Self {
        Self {
            value: Some(Value::Text(placeholder)),
            form: Form::Other,
            problem: Some(Box::new(problem.unwrap_or(ParamsProblem::Reference))),
            of: PhantomData,
        }
    }

    /// The same argument for a parameter of another type.
    pub(super) fn cast<U>(self) -> Arg<U> {
        Arg {
            value: self.value,
            form: self.form,
            problem: self.problem,
            of: PhantomData,
        }
    }

    /// An argument from its parts.
    pub(crate) fn made(erased: Erased) -> Self {
        let Erased {
            value,
            form,
            problem,
        } = erased;
        Self {
            value,
            form,
            problem,
            of: PhantomData,
        }
    }

    pub(crate) fn erase(self) -> Erased {
        Erased {
            value: self.value,
            form: self.form,
            problem: self.problem,
        }
    }

    /// Several values as a list, with the most severe problem.
    pub(super) fn list<U>(items: impl Iterator<Item = Arg<U>>) -> Self {
        let mut problem = None;
        let mut form = Form::Other;
        let values = items
            .map(|item| {
                form = form.with(item.form);
                problem = ParamsProblem::graver(problem.take(), item.problem);
                item.value.unwrap_or_default()
            })
            .collect();
        Self {
            value: Some(Value::List(values)),
            form,
            problem,
            of: PhantomData,
        }
    }

    pub(super) fn map<K, V>(entries: impl Iterator<Item = (Arg<K>, Arg<V>)>) -> Self {
        let mut problem = None;
        let mut form = Form::Other;
        let entries = entries
            .map(|(key, item)| {
                form = form.with(item.form);
                for each in [key.problem, item.problem] {
                    problem = ParamsProblem::graver(problem.take(), each);
                }
                let key = match key.value.unwrap_or_default() {
                    Value::Text(key) => key,
                    other => other.to_json(),
                };
                (key, item.value.unwrap_or_default())
            })
            .collect();
        Self {
            value: Some(Value::Map(entries)),
            form: form.around(),
            problem,
            of: PhantomData,
        }
    }
}

impl<T> Clone for Arg<T> {
    fn clone(&self) -> Self {
        Self {
            value: self.value.clone(),
            form: self.form,
            problem: self.problem.clone(),
            of: PhantomData,
        }
    }
}

impl<T> fmt::Debug for Arg<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_value().fmt(f)
    }
}

#[diagnostic::do_not_recommend]
impl<T, P> IntoArg<T, P> for Arg<T> {
    fn into_arg(self) -> Self {
        self
    }
}

#[diagnostic::do_not_recommend]
impl<T, P> IntoArg<T, P> for Clear {
    fn into_arg(self) -> Arg<T> {
        Arg::raw("")
    }
}

/// A value for a parameter of type `T`.
///
/// A whole number converts into any number, `bool` into a flag, a slice into a list, the number of
/// an object into its identifier. [`Clear`](crate::Clear) is accepted everywhere, and so is an
/// [`Arg`], for example [`Arg::raw`] with any JSON.
///
/// `P` says whether the parameter may be left out. If so, an [`Option`] is accepted, and `None`
/// leaves it out; a parameter that is [`Required`] takes no `Option`.
///
/// ```
/// use bitrix24::crm::item::AddFields;
/// # let request = |title: Option<String>| {
/// let fields = AddFields::new().title(title);
/// # fields };
/// # assert_eq!(format!("{:?}", request(None)), "AddFields {}");
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a value for a parameter of type `{T}`",
    label = "expected a value for a parameter of type `{T}`",
    note = "yes and no are `true` and `false`, also where `Y` and `N` are sent",
    note = "an `Option` is accepted where a parameter may be left out, but not where a value is required",
    note = "`bitrix24::Arg::raw(…)` sends any JSON"
)]
pub trait IntoArg<T, P = Optional> {
    /// The argument.
    fn into_arg(self) -> Arg<T>;
}

/// Marks a parameter that may be left out, as those of setters.
#[derive(Debug)]
pub enum Optional {}

/// Marks a parameter that must have a value, as the arguments of call functions and the values of
/// conditions.
#[derive(Debug)]
pub enum Required {}

/// What accepts an `Option`.
#[diagnostic::on_unimplemented(
    message = "a value is required here, so an `Option` is not accepted",
    label = "may be `None`",
    note = "take the value out: `let Some(value) = value else {{ … }};`"
)]
pub trait TakesNone {}

impl TakesNone for Optional {}

impl<U: IntoArg<T>, T, P: TakesNone> IntoArg<T, P> for Option<U> {
    fn into_arg(self) -> Arg<T> {
        self.map_or(Arg::left_out(), IntoArg::into_arg)
    }
}
