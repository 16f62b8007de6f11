package dev.openaiadmin.release;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Date;
import org.bouncycastle.bcpg.ArmoredOutputStream;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyPacket;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPKeyRingGenerator;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSecretKeyRing;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureGenerator;
import org.bouncycastle.openpgp.PGPSignatureList;
import org.bouncycastle.openpgp.PGPUtil;
import org.bouncycastle.openpgp.bc.BcPGPObjectFactory;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentSignerBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentVerifierBuilderProvider;
import org.bouncycastle.openpgp.operator.bc.BcPGPDigestCalculatorProvider;
import org.bouncycastle.openpgp.operator.jcajce.JcaPGPKeyPair;

/** A key for one test, without a passphrase. */
final class SigningKey {
    private static final int BITS = 2048;

    private final PGPSecretKeyRing ring;

    private SigningKey(PGPSecretKeyRing ring) {
        this.ring = ring;
    }

    // The library takes dates.
    @SuppressWarnings("JavaUtilDate")
    static SigningKey create() {
        try {
            KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA");
            rsa.initialize(BITS);
            PGPKeyRingGenerator generator = new PGPKeyRingGenerator(
                    PGPSignature.POSITIVE_CERTIFICATION,
                    new JcaPGPKeyPair(
                            PublicKeyPacket.VERSION_4, PGPPublicKey.RSA_GENERAL, rsa.generateKeyPair(), new Date()),
                    "openai-admin release test <test@example.com>",
                    new BcPGPDigestCalculatorProvider().get(HashAlgorithmTags.SHA1),
                    null,
                    null,
                    new BcPGPContentSignerBuilder(PGPPublicKey.RSA_GENERAL, HashAlgorithmTags.SHA256),
                    null);
            return new SigningKey(generator.generateSecretKeyRing());
        } catch (NoSuchAlgorithmException | PGPException e) {
            throw new AssertionError("Cannot create a key", e);
        }
    }

    /** Returns the secret key in the form that the plugin for signatures reads. */
    String armored() {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ArmoredOutputStream armor =
                    ArmoredOutputStream.builder().clearHeaders().build(bytes)) {
                ring.encode(armor);
            }
            return bytes.toString(StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Signs content as the plugin for signatures does. */
    byte[] sign(byte[] content) {
        try {
            PGPSignatureGenerator generator = new PGPSignatureGenerator(
                    new BcPGPContentSignerBuilder(PGPPublicKey.RSA_GENERAL, HashAlgorithmTags.SHA256),
                    ring.getPublicKey());
            generator.init(PGPSignature.BINARY_DOCUMENT, ring.getSecretKey().extractPrivateKey(null));
            generator.update(content);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ArmoredOutputStream armor =
                    ArmoredOutputStream.builder().clearHeaders().build(bytes)) {
                generator.generate().encode(armor);
            }
            return bytes.toByteArray();
        } catch (PGPException e) {
            throw new AssertionError("Cannot sign", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns whether a signature is one of this key for content. */
    boolean hasSigned(byte[] content, byte[] signature) {
        try {
            Object read =
                    new BcPGPObjectFactory(PGPUtil.getDecoderStream(new ByteArrayInputStream(signature))).nextObject();
            if (!(read instanceof PGPSignatureList signatures) || signatures.isEmpty()) {
                return false;
            }
            PGPSignature first = signatures.get(0);
            first.init(new BcPGPContentVerifierBuilderProvider(), ring.getPublicKey());
            first.update(content);
            return first.getKeyID() == ring.getPublicKey().getKeyID() && first.verify();
        } catch (IOException | PGPException e) {
            return false;
        }
    }
}
