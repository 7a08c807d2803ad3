"""Who somebody is to the logins outside the program, what their words mean here, and being let go of at once."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0005_reading_calmly'),
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        migrations.CreateModel(
            name='ClaimMeaning',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('word', models.CharField(max_length=200, verbose_name='ord i kommunens login')),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'ordering': ('word',),
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Identity',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('issuer', models.CharField(max_length=300)),
                ('subject', models.CharField(max_length=255)),
                ('is_staff_login', models.BooleanField(help_text="The municipality's own login, not MitID")),
                ('first_at', models.DateTimeField()),
                ('last_at', models.DateTimeField()),
                ('asked_until', models.DateTimeField(null=True)),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.AddField(
            model_name='user',
            name='recheck_from',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='user',
            name='shut_out_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='lukket ude'),
        ),
        migrations.AddField(
            model_name='user',
            name='shut_out_by',
            field=models.CharField(blank=True, choices=[('login', 'kommunens login'), ('administrator', 'en administrator')], max_length=20, verbose_name='lukket ude af'),
        ),
        migrations.AddConstraint(
            model_name='user',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('shut_out_at__isnull', True), ('shut_out_by', '')), models.Q(('shut_out_at__isnull', False), models.Q(('shut_out_by', ''), _negated=True)), _connector='OR'), name='user_shut_out_says_by_whom'),
        ),
        migrations.AddField(
            model_name='claimmeaning',
            name='department',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='meanings', to='accounts.department', verbose_name='afdeling'),
        ),
        migrations.AddField(
            model_name='claimmeaning',
            name='role',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='meanings', to='accounts.role', verbose_name='rolle'),
        ),
        migrations.AddField(
            model_name='identity',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='identities', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='claimmeaning',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('department__isnull', False), ('role__isnull', True)), models.Q(('department__isnull', True), ('role__isnull', False)), _connector='OR'), name='claim_means_one_thing'),
        ),
        migrations.AddConstraint(
            model_name='claimmeaning',
            constraint=models.UniqueConstraint(condition=models.Q(('role__isnull', False)), fields=('word',), name='claim_word_role_once'),
        ),
        migrations.AddConstraint(
            model_name='claimmeaning',
            constraint=models.UniqueConstraint(condition=models.Q(('department__isnull', False)), fields=('word',), name='claim_word_department_once'),
        ),
        migrations.AddConstraint(
            model_name='identity',
            constraint=models.UniqueConstraint(fields=('issuer', 'subject', 'is_staff_login'), name='identity_subject_once'),
        ),
        migrations.AddConstraint(
            model_name='identity',
            constraint=models.UniqueConstraint(condition=models.Q(('is_staff_login', True)), fields=('issuer', 'user'), name='identity_employee_once'),
        ),
    ]
