package dev.taly.activity.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taly.activity.event.ActionCatalogue;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a data-protection officer would expect of the shipped policy, name by name. */
final class ShippedNamesTest {
    private static final NameRules SHIPPED =
            PrivacyPolicy.shipped().rules("acme", false).metadata();

    private static final String DROPPED = """
            password Password userPassword user_password user[password] userpassword PASSWORD password1 password_confirmation
            passwordHash password_hash pass credentials.pass passwd pwd currentPwd newPassword passphrase passcode client.secret
            clientSecret secret_key accessToken access_token accesstoken refreshToken idToken token tokens tokenValue jwt bearer
            authorization Authorization Proxy-Authorization cookie Cookies set-cookie X-Api-Key stripe_api_key apiKey apikey API_KEY
            accessKey privateKey aws_secret_access_key sessionId userSessionId JSESSIONID session_id pin userPin pinCode otp otpCode
            mfaCode verificationCode smsCode totp recoveryCodes x-auth-token csrfToken
            """;

    private static final String MASKED = """
            cardNumber card_number creditCardNumber cardNo card_no pan cvc cvv cvc2 CVV2 cardCvv cvvCode card_cvc iban customer_iban
            bankAccount accountNumber customerAccountNumber sortCode routing_number taxId tax_id customerTaxId taxid vatId vat_number
            steuerId ssn customer_ssn clientSsn socialSecurityNumber nationalInsuranceNumber passport passportNumber
            customerPassportNumber nationalId idCardNumber driverLicense drivers_license_number dateOfBirth date_of_birth
            patientDateOfBirth dob patientDob birthday customer_birthday birthDate customerBirthDate birthdate address
            billingAddress deliveryAddress shippingAddress home_address postalAddress address_line_1 addressLine2 line1 street
            streetName street2 postcode postalCode billing_postcode zip zipCode latitude lng lon pickupLat homeLongitude
            """;

    private static final String TRUNCATED = """
            ip IP clientIp client_ip clientip sourceIp source_ip sourceIP userIp remoteIp lastLoginIp x-real-ip cf-connecting-ip
            ipAddress ip_address ipAddresses ipv4 ipv6 remoteAddr REMOTE_ADDR X-Forwarded-For
            """;

    private static final String HASHED = """
            email E-Mail customer_email customerEmail user[email] useremail emails emailAddress contactEmailAddress mail phone phone2
            phones phone_2 phoneNumber phone_no customerPhone homephone telephone tel telNo mobile mobileNumber mobile_phone_no
            customerMobile cell fax faxNumber whatsapp msisdn name firstName FIRST_NAME firstname customerfirstname
            billingFirstName newLastName lead_last_name fullName surname givenName maidenName customerName client_name
            patientName guestName userName username staffName employee_name recipientName cardholderName cardHolderName
            accountHolder displayName emergencyContactName nickname
            """;

    private static final String FREE = """
            taxPaid tax_paid clientTip clientMembership client_relationship nationalHolidays idCardRequired passportRequired
            streetViewEnabled sessionPaid sessionValid secretary secretaryId totalTokens promptTokens maxTokens tokenCount
            client_file_name fileName userGroupName lastModifiedFilename microphone headphones productName planName domainName
            eventName companyName hostName serviceName roomName sendEmailAt emailed emailTemplate phoneModel mobileApp
            reason fee role appointmentId status description shipping chip trip membership hotel motel cellar zipFile
            gitCommit login loginCount loginAt cardType cardBrand last4 pinned spinning opinion pinColour tip vip skip
            company country city currency amount language timezone lat_lng_precision addressId addressVerified dobVerified
            panel pancake company_id accountId sessionStart sessionCount tokenType tokenExpiry passed passengers compass
            bypass authMethod cookieConsent keyName faxed faxCount ipam recipe streetcar iphone_model linear deadline1 outline
            """;

    static Stream<Arguments> names() {
        return Stream.of(
                        row(DROPPED, Treatment.DROP),
                        row(MASKED, Treatment.MASK),
                        row(TRUNCATED, Treatment.TRUNCATE),
                        row(HASHED, Treatment.HASH),
                        row("iPhone mapPin nextPageToken productDisplayName", Treatment.KEEP),
                        row(FREE, null))
                .flatMap(row -> row);
    }

    @ParameterizedTest
    @MethodSource("names")
    void name_getsWhatIsExpected(String name, Optional<Treatment> treatment) {
        assertThat(SHIPPED.find(name)).isEqualTo(treatment);
    }

    @Test
    void trueAndFalse_areNeverHashedOrMasked() {
        String harmless =
                "{\"sendEmail\":true,\"hasEmail\":false,\"mobile\":true,\"passport\":true,\"phones\":[true,null],\"login\":\"success\",\"ip\":false}";

        assertThat(protect(harmless)).isEqualTo(harmless);
        assertThat(protect("{\"password\":true,\"fee\":1}")).isEqualTo("{\"fee\":1}");
    }

    @Test
    void hashedNames_goByTheRuleOfTheNameThatTheyHad() {
        assertThat(SHIPPED.find("street_contact_email_hash")).contains(Treatment.HASH);
        assertThat(SHIPPED.find("phone_hash_2")).contains(Treatment.HASH);
        assertThat(SHIPPED.find("commit_hash")).isEmpty();
    }

    private static String protect(String metadata) {
        Protector protector = new Protector(PrivacyPolicy.shipped(), Keys::one, ActionCatalogue.shipped());
        return protector
                .protectBody("{\"tenantId\":\"acme\",\"metadata\":" + metadata + "}", false)
                .replaceAll("^.*\"metadata\":|}$", "");
    }

    private static Stream<Arguments> row(String names, @org.jspecify.annotations.Nullable Treatment treatment) {
        return Arrays.stream(names.trim().split("\\s+", -1))
                .map(name -> Arguments.of(name, Optional.ofNullable(treatment)));
    }
}
