package dev.openaiadmin.examples;

import dev.openaiadmin.api.AdminApi;
import dev.openaiadmin.model.CreateAwsExternalKeyRequest;
import dev.openaiadmin.model.ExternalKey;
import dev.openaiadmin.model.ExternalStorage;
import dev.openaiadmin.model.NewAwsStorageLocation;
import java.io.PrintStream;
import java.util.Map;

/** Where data is kept, how it is encrypted, and for how long. */
final class Data {
    static final Map<String, Tour.Example> EXAMPLES = Map.of(
            "externalKeys", Data::externalKeys,
            "externalStorage", Data::externalStorage,
            "dataRetention", Data::dataRetention,
            "projectDataRetention", Data::projectDataRetention);

    private Data() {}

    private static void externalKeys(AdminApi admin, PrintStream out) {
        ExternalKey key = admin.externalKeys()
                .create(CreateAwsExternalKeyRequest.builder()
                        .name("payments")
                        .externalId("openai-payments")
                        .kmsArn("arn:aws:kms:eu-central-1:123456789012:key/11112222")
                        .roleArn("arn:aws:iam::123456789012:role/openai-payments")
                        .build());
        out.println("  validated: " + admin.externalKeys().validate(key.id()).status());
    }

    private static void externalStorage(AdminApi admin, PrintStream out) {
        String project = admin.projects().create("payments-prod").id();
        ExternalStorage connected = admin.externalStorage()
                .create(
                        project,
                        NewAwsStorageLocation.builder()
                                .bucket("payments-openai")
                                .roleArn("arn:aws:iam::123456789012:role/openai-payments")
                                .build());
        admin.externalStorage().validate(connected.id());
        admin.externalStorage().list().forEach(storage -> out.println("  " + storage.id() + " is " + storage.status()));
    }

    private static void dataRetention(AdminApi admin, PrintStream out) {
        out.println("  " + admin.dataRetention().retrieve().type());
    }

    private static void projectDataRetention(AdminApi admin, PrintStream out) {
        String project = admin.projects().create("payments-prod").id();
        out.println("  " + admin.projectDataRetention().retrieve(project).type());
    }
}
