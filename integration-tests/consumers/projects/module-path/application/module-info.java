/** What an application requires: the client, and explicit modules that automatic modules use, which nothing else resolves. */
module consumer.app {
    requires dev.openaiadmin.api;
    requires dev.openaiadmin.client;
    requires com.fasterxml.jackson.annotation;
    requires com.fasterxml.jackson.core;
    requires feign.core;
    requires jakarta.validation;
    requires jdk.net;
    requires org.slf4j;
}
