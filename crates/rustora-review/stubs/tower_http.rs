#![stub(versions = ">=0.6, <0.8")]
// Checked against tower-http 0.6.11 and 0.7.0: what CORS is made of. Its other layers are left out.

pub mod cors {
    pub struct Any;
    pub fn any() -> Any;
    pub struct CorsLayer;
    impl CorsLayer {
        pub fn new() -> Self;
        pub fn permissive() -> Self;
        pub fn very_permissive() -> Self;
        pub fn allow_credentials<T: Into<AllowCredentials>>(self, allow_credentials: T) -> Self;
        pub fn allow_headers<T: Into<AllowHeaders>>(self, headers: T) -> Self;
        pub fn max_age<T: Into<MaxAge>>(self, max_age: T) -> Self;
        pub fn allow_methods<T: Into<AllowMethods>>(self, methods: T) -> Self;
        pub fn allow_origin<T: Into<AllowOrigin>>(self, origin: T) -> Self;
        pub fn expose_headers<T: Into<ExposeHeaders>>(self, headers: T) -> Self;
        pub fn allow_private_network<T: Into<AllowPrivateNetwork>>(self, allow_private_network: T) -> Self;
        pub fn vary<T: Into<Vary>>(self, headers: T) -> Self;
    }
    impl Clone for CorsLayer {}
    impl Default for CorsLayer {}
    pub struct AllowCredentials;
    impl AllowCredentials { pub fn yes() -> Self; }
    pub struct AllowHeaders;
    impl AllowHeaders {
        pub fn any() -> Self;
        pub fn mirror_request() -> Self;
    }
    pub struct AllowMethods;
    impl AllowMethods {
        pub fn any() -> Self;
        pub fn mirror_request() -> Self;
    }
    pub struct AllowOrigin;
    impl AllowOrigin {
        pub fn any() -> Self;
        pub fn exact(origin: http::HeaderValue) -> Self;
        pub fn list<I: IntoIterator<Item = http::HeaderValue>>(origins: I) -> Self;
        pub fn mirror_request() -> Self;
    }
    pub struct AllowPrivateNetwork;
    pub struct ExposeHeaders;
    pub struct MaxAge;
    pub struct Vary;
}
