//! An operation of the API: its route and its description, given together.
//!
//! The rule: a handler gets its route through [`Operation`] and no other way, so that there is none without a description.

use axum::handler::Handler;
use axum::http::StatusCode;
use axum::routing::{MethodRouter, get, post, put};
use serde_json::Value;
use utoipa::ToSchema;
use utoipa::openapi::path::{HttpMethod, OperationBuilder, Parameter, PathItem, PathsBuilder};
use utoipa::openapi::request_body::RequestBodyBuilder;
use utoipa::openapi::schema::Schema;
use utoipa::openapi::{Content, ContentBuilder, Ref, RefOr, Required, ResponseBuilder};
use utoipa_axum::router::{OpenApiRouter, UtoipaMethodRouter};

use crate::app::App;
use crate::domain::access::roles::Scope;
use crate::web::shell::problem::Problem;

/// Operations of the API with their description.
pub type Operations = OpenApiRouter<App>;

const JSON: &str = "application/json";

/// What an operation is for, what it takes and what it answers.
pub struct Operation {
    described: OperationBuilder,
    schemas: Vec<(String, RefOr<Schema>)>,
}

impl Operation {
    /// An operation for keys with a scope; `description` follows the scope's name.
    pub fn new(summary: &str, scope: Scope, description: &str) -> Self {
        let described = OperationBuilder::new()
            .summary(Some(summary))
            .description(Some(format!("Scope {scope}{description}").trim_end().to_owned()));
        Self { described, schemas: Vec::new() }
            .refuses(StatusCode::BAD_REQUEST, "The request is not well-formed.")
            .refuses(StatusCode::UNAUTHORIZED, "There is no key, or it is not one of ours.")
            .refuses(
                StatusCode::FORBIDDEN,
                "The key lacks the scope, or the role of its owner does not allow this.",
            )
            .refuses(
                StatusCode::INTERNAL_SERVER_ERROR,
                "Something is broken; it was logged and nothing was stored.",
            )
            .refuses(
                StatusCode::SERVICE_UNAVAILABLE,
                "Not now; nothing was stored. Try again after `Retry-After`.",
            )
    }

    /// Takes parameters, and refuses what is wrong with them.
    pub fn parameters(mut self, parameters: impl IntoIterator<Item = Parameter>) -> Self {
        self.described = self.described.parameters(Some(parameters));
        self.refuses_values()
    }

    /// Takes parts of the path; what names nothing is not found.
    pub fn path_parameters(mut self, parameters: impl IntoIterator<Item = Parameter>) -> Self {
        self.described = self.described.parameters(Some(parameters));
        self
    }

    /// Answers a GET that names a known entity tag with 304.
    pub fn answers_unchanged(mut self) -> Self {
        let unchanged = ResponseBuilder::new()
            .description("Nothing changed since the answer that `If-None-Match` names.");
        self.described = self.described.response(StatusCode::NOT_MODIFIED.as_str(), unchanged);
        self
    }

    /// Takes a JSON body.
    pub fn body<T: ToSchema>(self, example: Value) -> Self {
        let body = self.content::<T>(example);
        self.body_of(JSON, body)
    }

    /// Takes a body of another kind.
    pub fn body_of(
        mut self,
        kind: &str,
        (content, schemas): (Content, Vec<(String, RefOr<Schema>)>),
    ) -> Self {
        let body = RequestBodyBuilder::new().content(kind, content).required(Some(Required::True));
        self.described = self.described.request_body(Some(body.build()));
        self.schemas.extend(schemas);
        self.refuses_values()
            .refuses(StatusCode::REQUEST_TIMEOUT, "The body did not come in time.")
            .refuses(StatusCode::PAYLOAD_TOO_LARGE, "The body is too large.")
    }

    /// Answers with JSON.
    pub fn answers<T: ToSchema>(mut self, status: StatusCode, description: &str, example: Value) -> Self {
        let (content, schemas) = self.content::<T>(example);
        self.schemas.extend(schemas);
        let response = ResponseBuilder::new().description(description).content(JSON, content);
        self.described = self.described.response(status.as_str(), response);
        self
    }

    /// Answers with JSON or, where `Accept` asks for it, CSV; with an entity tag.
    pub fn answers_figures<T: ToSchema>(mut self, description: &str, example: Value) -> Self {
        let (content, schemas) = self.content::<T>(example);
        self.schemas.extend(schemas);
        let file = Content::new(Some(crate::web::api::kit::schema::of_type(utoipa::openapi::Type::String)));
        let response =
            ResponseBuilder::new().description(description).content(JSON, content).content("text/csv", file);
        self.described = self.described.response(StatusCode::OK.as_str(), response);
        self.answers_unchanged()
    }

    /// Refuses with a problem (RFC 9457).
    pub fn refuses(mut self, status: StatusCode, description: &str) -> Self {
        let problem = Content::new(Some(Ref::from_schema_name(Problem::name())));
        let response =
            ResponseBuilder::new().description(description).content("application/problem+json", problem);
        self.described = self.described.response(status.as_str(), response);
        self
    }

    fn refuses_values(self) -> Self {
        self.refuses(
            StatusCode::UNPROCESSABLE_ENTITY,
            "Values are wrong; each is named in `errors`. Nothing was stored.",
        )
    }

    fn content<T: ToSchema>(&self, example: Value) -> (Content, Vec<(String, RefOr<Schema>)>) {
        let mut schemas = vec![(T::name().into_owned(), T::schema())];
        T::schemas(&mut schemas);
        let reference = Ref::from_schema_name(T::name());
        (ContentBuilder::new().schema(Some(reference)).example(Some(example)).build(), schemas)
    }

    /// The route of this operation with GET.
    pub fn get<H: Handler<T, App>, T: 'static>(self, path: &str, handler: H) -> UtoipaMethodRouter<App> {
        self.route(path, HttpMethod::Get, get(handler))
    }

    /// The route of this operation with POST.
    pub fn post<H: Handler<T, App>, T: 'static>(self, path: &str, handler: H) -> UtoipaMethodRouter<App> {
        self.route(path, HttpMethod::Post, post(handler))
    }

    /// The route of this operation with PUT.
    pub fn put<H: Handler<T, App>, T: 'static>(self, path: &str, handler: H) -> UtoipaMethodRouter<App> {
        self.route(path, HttpMethod::Put, put(handler))
    }

    fn route(self, path: &str, method: HttpMethod, router: MethodRouter<App>) -> UtoipaMethodRouter<App> {
        let paths = PathsBuilder::new().path(path, PathItem::new(method, self.described)).build();
        (self.schemas, paths, router)
    }
}
