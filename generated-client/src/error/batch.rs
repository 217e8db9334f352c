//! Errors of commands of a batch.

/// Why a command is not sent with its batch, or has no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BatchProblem {
    /// The portal refuses the method in a batch: it uploads or downloads a file, or is a batch
    /// itself.
    #[error("the method is not allowed in a batch")]
    NotAllowed,
    /// A text contains `$result[`, which the portal would replace with the result of a command.
    #[error(
        "a text contains `$result[`, which the portal would replace: call the method outside of a batch"
    )]
    Text,
    /// The name of a parameter or field cannot be written in a query: it is empty, or has a
    /// bracket, a control character or, for a parameter itself, a dot or a space.
    #[error("a name cannot be written in the query of a command")]
    Name,
    /// The parameters are nested deeper than PHP reads.
    #[error("the parameters are nested deeper than 64 levels")]
    TooDeep,
    /// A parameter refers to a command of another batch.
    #[error("a parameter refers to a command of another batch")]
    OtherBatch,
    /// The handle belongs to another batch.
    #[error("the handle belongs to another batch")]
    OtherHandle,
    /// A parameter refers to a missing value: the earlier command failed, or its result has no such
    /// value.
    #[error(
        "a parameter refers to the result of command {command}, which failed or has no such value"
    )]
    MissingValue {
        /// Number of the earlier command, from 0.
        command: usize,
    },
    /// An earlier command failed, and the batch halts on errors.
    #[error("the batch halted at command {command}, which failed")]
    Halted {
        /// Number of the command that failed, from 0.
        command: usize,
    },
}
