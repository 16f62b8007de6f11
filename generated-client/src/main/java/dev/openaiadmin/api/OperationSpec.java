package dev.openaiadmin.api;

import java.util.ArrayList;
import java.util.List;

/**
 * Describes one operation of the API: its name, its HTTP method and path, what it returns, and how it may be repeated.
 *
 * <p>The generated implementation of each resource holds one constant of this type for each of its operations, and passes
 * it to an {@link OperationExecutor}. Instances are immutable and safe for use by multiple threads.
 *
 * @param <T> the type that the operation returns
 */
public final class OperationSpec<T> {
    private final String id;
    private final RetryRule retry;
    private final String method;
    private final String path;
    private final List<String> pathLiterals;
    private final List<String> pathParameters;
    private final Class<?> resource;
    private final Class<T> returnType;
    private final boolean hasQuery;
    private final boolean hasBody;

    private OperationSpec(
            String id,
            RetryRule retry,
            String method,
            String path,
            List<String> pathLiterals,
            List<String> pathParameters,
            Class<?> resource,
            Class<T> returnType,
            boolean hasQuery,
            boolean hasBody) {
        this.id = id;
        this.retry = retry;
        this.method = method;
        this.path = path;
        this.pathLiterals = pathLiterals;
        this.pathParameters = pathParameters;
        this.resource = resource;
        this.returnType = returnType;
        this.hasQuery = hasQuery;
        this.hasBody = hasBody;
    }

    /**
     * Creates the description of an operation without query parameters and without a request body.
     *
     * @param <T> the type that the operation returns
     * @param id the id of the operation, such as {@code retrieveProject}
     * @param retry how the operation may be repeated
     * @param method the HTTP method
     * @param path the path below the base URL, with the names of its parameters in braces, such as
     *     {@code /organization/projects/{projectId}}
     * @param resource the interface that declares the operation, such as {@link ProjectsApi}
     * @param returnType the type that the operation returns
     * @return the description
     * @throws IllegalArgumentException if a brace in the path has no counterpart
     */
    public static <T> OperationSpec<T> of(
            String id, RetryRule retry, String method, String path, Class<?> resource, Class<T> returnType) {
        List<String> literals = new ArrayList<>();
        List<String> parameters = new ArrayList<>();
        int literalStart = 0;
        // No regular expression: every constant is parsed when its resource is first used.
        for (int open = path.indexOf('{'); open >= 0; open = path.indexOf('{', literalStart)) {
            int close = path.indexOf('}', open);
            if (close < 0) {
                throw new IllegalArgumentException("The path of " + id + " has a '{' without a '}': " + path);
            }
            literals.add(path.substring(literalStart, open));
            parameters.add(path.substring(open + 1, close));
            literalStart = close + 1;
        }
        literals.add(path.substring(literalStart));
        return new OperationSpec<>(
                id,
                retry,
                method,
                path,
                List.copyOf(literals),
                List.copyOf(parameters),
                resource,
                returnType,
                false,
                false);
    }

    /**
     * Returns the same operation with query parameters.
     *
     * @return a description whose {@link #hasQuery()} is true
     */
    public OperationSpec<T> withQuery() {
        return new OperationSpec<>(
                id, retry, method, path, pathLiterals, pathParameters, resource, returnType, true, hasBody);
    }

    /**
     * Returns the same operation with a request body.
     *
     * @return a description whose {@link #hasBody()} is true
     */
    public OperationSpec<T> withBody() {
        return new OperationSpec<>(
                id, retry, method, path, pathLiterals, pathParameters, resource, returnType, hasQuery, true);
    }

    /**
     * Returns the id of the operation.
     *
     * @return the description's {@code operationId}, such as {@code retrieveProject}
     */
    public String id() {
        return id;
    }

    /**
     * Returns how the operation may be repeated.
     *
     * @return the rule for retries
     */
    public RetryRule retry() {
        return retry;
    }

    /**
     * Returns the HTTP method.
     *
     * @return the method in upper case, such as {@code GET}
     */
    public String method() {
        return method;
    }

    /**
     * Returns the path below the base URL.
     *
     * @return the template, such as {@code /organization/projects/{projectId}}
     */
    public String path() {
        return path;
    }

    /**
     * Returns the parts of the path that are the same in every request. A path is the first literal, followed by the value
     * of each parameter and the literal after it.
     *
     * @return an immutable list with one element more than {@link #pathParameters()}; elements may be empty
     */
    public List<String> pathLiterals() {
        return pathLiterals;
    }

    /**
     * Returns the names of the path parameters.
     *
     * @return an immutable list of the names of the Java parameters, such as {@code projectId}, in the order of the path
     */
    public List<String> pathParameters() {
        return pathParameters;
    }

    /**
     * Returns the resource that the operation belongs to.
     *
     * @return the interface that declares the operation, such as {@link ProjectsApi}
     */
    public Class<?> resource() {
        return resource;
    }

    /**
     * Returns the type that the operation returns.
     *
     * @return the class of the decoded response body
     */
    public Class<T> returnType() {
        return returnType;
    }

    /**
     * Returns whether the operation has query parameters.
     *
     * @return true if a query has to be passed to {@link OperationExecutor#execute}
     */
    public boolean hasQuery() {
        return hasQuery;
    }

    /**
     * Returns whether the operation has a request body.
     *
     * @return true if a body has to be passed to {@link OperationExecutor#execute}
     */
    public boolean hasBody() {
        return hasBody;
    }

    /** Returns the id, the method and the path, such as {@code retrieveProject (GET /organization/projects/{projectId})}. */
    @Override
    public String toString() {
        return id + " (" + method + " " + path + ")";
    }
}
